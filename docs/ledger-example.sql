-- What tracing might find in the ledger of ledger-example.jsonl, put in by hand for the questions of ledger.md.
INSERT INTO copy_pair VALUES (1, 2, 30, 0.75);
INSERT INTO copy VALUES (1, 1, 1, 'credit', 1.0, 0.0, 0, 0), (2, 1, 1, 'credit', 0.8, 0.0, 1, 0);
INSERT INTO saying
SELECT 1, 3, 2, 3, 1, '2031-05-04', 'Salem Hollin', actor, 1 FROM actor WHERE id = 'name/salem-hollin';
INSERT INTO saying
SELECT 2, 2, 1, 2, 2, '2031-05-04', 'Salem Hollin', actor, 0 FROM actor WHERE id = 'name/salem-hollin';
INSERT INTO variant VALUES (1, 1), (4, 1), (6, 1), (2, 2), (5, 2);
INSERT INTO conflict VALUES (1, 1, 'number', 'high', '24 hours', '14 hours');
INSERT INTO conflict_side VALUES (1, 1, 1, 1), (1, 1, 1, 4), (1, 1, 2, 6);
INSERT INTO chain VALUES
 (1, 1, 'speaker', 'Salem Hollin', NULL, 'text'), (1, 2, 'publisher', 'The Orchard Gazette', NULL, 'page'),
 (4, 1, 'speaker', 'Salem Hollin', NULL, 'text'), (4, 2, 'publisher', 'The Orchard Gazette', NULL, 'copy'),
 (4, 3, 'republisher', 'Valley Courier', NULL, 'page');
