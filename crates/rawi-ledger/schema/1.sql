-- Version 1. Offsets are code points into article.text, ends exclusive; SQLite's substr counts code points too, so
-- substr(text, starts + 1, ends - starts) is the words. Days are ISO 8601, numbers of articles and statements count from 1
-- in the order of storing. docs/ledger.md tells what every table holds.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE article (
    article          INTEGER PRIMARY KEY,
    handle           TEXT NOT NULL,
    id               TEXT NOT NULL,
    source           INTEGER,
    version          INTEGER NOT NULL,
    latest           INTEGER NOT NULL,
    url              TEXT,
    lang             TEXT,
    publisher        TEXT,
    byline           TEXT,
    credit           TEXT,
    day              TEXT,
    published        TEXT,
    published_basis  TEXT,
    published_starts INTEGER,
    published_ends   INTEGER,
    published_time   TEXT,
    published_offset TEXT,
    written          TEXT,
    written_basis    TEXT,
    written_starts   INTEGER,
    written_ends     INTEGER,
    written_time     TEXT,
    written_offset   TEXT,
    title            TEXT,
    title_starts     INTEGER,
    title_ends       INTEGER,
    title_basis      TEXT,
    byline_basis     TEXT,
    publisher_basis  TEXT,
    text             TEXT NOT NULL
);
CREATE UNIQUE INDEX article_handle ON article (handle);
CREATE INDEX article_id ON article (id);
CREATE INDEX article_source ON article (source, version) WHERE source IS NOT NULL;
CREATE INDEX article_day ON article (day);

-- Every page that was stored, by what it carried: the same page again changes nothing.
CREATE TABLE page (
    fingerprint BLOB PRIMARY KEY,
    article     INTEGER NOT NULL REFERENCES article
) WITHOUT ROWID;

CREATE TABLE block (
    article INTEGER NOT NULL REFERENCES article,
    block   INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    starts  INTEGER NOT NULL,
    ends    INTEGER NOT NULL,
    lang    TEXT,
    PRIMARY KEY (article, block)
) WITHOUT ROWID;

CREATE TABLE post (
    article  INTEGER NOT NULL REFERENCES article,
    post     INTEGER NOT NULL,
    platform TEXT NOT NULL,
    author   TEXT,
    handle   TEXT,
    day      TEXT,
    text     TEXT NOT NULL,
    links    TEXT NOT NULL,
    mentions TEXT NOT NULL,
    hashtags TEXT NOT NULL,
    block    INTEGER NOT NULL,
    starts   INTEGER NOT NULL,
    ends     INTEGER NOT NULL,
    PRIMARY KEY (article, post)
) WITHOUT ROWID;

CREATE TABLE finding (
    article INTEGER NOT NULL REFERENCES article,
    finding INTEGER NOT NULL,
    code    TEXT NOT NULL,
    message TEXT NOT NULL,
    spans   TEXT NOT NULL,
    PRIMARY KEY (article, finding)
) WITHOUT ROWID;
CREATE INDEX finding_code ON finding (code);

CREATE TABLE repair (
    article INTEGER NOT NULL REFERENCES article,
    repair  INTEGER NOT NULL,
    starts  INTEGER NOT NULL,
    ends    INTEGER NOT NULL,
    was     TEXT NOT NULL,
    code    TEXT NOT NULL,
    PRIMARY KEY (article, repair)
) WITHOUT ROWID;

CREATE TABLE time (
    article  INTEGER NOT NULL REFERENCES article,
    time     INTEGER NOT NULL,
    starts   INTEGER NOT NULL,
    ends     INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    value    TEXT NOT NULL,
    since    TEXT,
    until    TEXT,
    modifier TEXT,
    PRIMARY KEY (article, time)
) WITHOUT ROWID;

-- Everybody and everything that is named: of the registry, or name/… for people who are not in it.
CREATE TABLE actor (
    actor INTEGER PRIMARY KEY,
    id    TEXT NOT NULL,
    kind  TEXT,
    ar    TEXT,
    en    TEXT
);
CREATE UNIQUE INDEX actor_id ON actor (id);

CREATE TABLE mention (
    article INTEGER NOT NULL REFERENCES article,
    mention INTEGER NOT NULL,
    starts  INTEGER NOT NULL,
    ends    INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    actor   INTEGER REFERENCES actor,
    PRIMARY KEY (article, mention)
) WITHOUT ROWID;
CREATE INDEX mention_actor ON mention (actor, article) WHERE actor IS NOT NULL;

-- The agencies and outlets that an article credits, as far as they are known.
CREATE TABLE credit (
    article INTEGER NOT NULL REFERENCES article,
    step    INTEGER NOT NULL,
    name    TEXT NOT NULL,
    actor   INTEGER REFERENCES actor,
    kind    TEXT NOT NULL,
    PRIMARY KEY (article, step)
) WITHOUT ROWID;

CREATE TABLE statement (
    statement       INTEGER PRIMARY KEY,
    article         INTEGER NOT NULL REFERENCES article,
    number          INTEGER NOT NULL,
    cue_starts      INTEGER,
    cue_ends        INTEGER,
    source_starts   INTEGER,
    source_ends     INTEGER,
    speaker         TEXT,
    speaker_actor   INTEGER REFERENCES actor,
    speaker_basis   TEXT,
    mode            TEXT NOT NULL,
    act             TEXT NOT NULL,
    negated         INTEGER NOT NULL,
    addressee       TEXT,
    addressee_actor INTEGER REFERENCES actor,
    said_on         TEXT,
    place           TEXT,
    place_actor     INTEGER REFERENCES actor,
    block           INTEGER NOT NULL,
    confidence      REAL NOT NULL
);
CREATE UNIQUE INDEX statement_article ON statement (article, number);
CREATE INDEX statement_speaker ON statement (speaker_actor) WHERE speaker_actor IS NOT NULL;

-- What a statement's words are: one piece or more.
CREATE TABLE content (
    statement INTEGER NOT NULL REFERENCES statement,
    piece     INTEGER NOT NULL,
    starts    INTEGER NOT NULL,
    ends      INTEGER NOT NULL,
    PRIMARY KEY (statement, piece)
) WITHOUT ROWID;

-- Who passed a statement on, nearest the speaker first.
CREATE TABLE via (
    statement INTEGER NOT NULL REFERENCES statement,
    step      INTEGER NOT NULL,
    name      TEXT NOT NULL,
    actor     INTEGER REFERENCES actor,
    PRIMARY KEY (statement, step)
) WITHOUT ROWID;

-- Full text: the light stems of the newest version of every article, and of every statement of it.
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, body, content = '', contentless_delete = 1, tokenize = "ascii"
);
CREATE VIRTUAL TABLE statement_words USING fts5 (
    body, content = '', contentless_delete = 1, tokenize = "ascii"
);

-- Tracing: what the index of copies and sayings needs …
CREATE TABLE sketch (
    article  INTEGER PRIMARY KEY REFERENCES article,
    shingles INTEGER NOT NULL,
    prints   INTEGER NOT NULL
);
CREATE TABLE print (
    hash    INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE TABLE phrase (
    hash      INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement,
    PRIMARY KEY (hash, statement)
) WITHOUT ROWID;
-- Keys by which statements of one speaker and articles about one event meet, with the day (a number of days).
CREATE TABLE speaker_key (
    key       INTEGER NOT NULL,
    day       INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement,
    PRIMARY KEY (key, day, statement)
) WITHOUT ROWID;
CREATE TABLE event_key (
    key     INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article,
    PRIMARY KEY (key, day, article)
) WITHOUT ROWID;
-- What has new pairs or links and is not put together anew yet.
CREATE TABLE loose_article (
    article INTEGER PRIMARY KEY
);
CREATE TABLE loose_statement (
    statement INTEGER PRIMARY KEY
);

-- … and what it found. Articles of which one repeats the other's text; one < other.
CREATE TABLE copy_pair (
    one     INTEGER NOT NULL REFERENCES article,
    other   INTEGER NOT NULL REFERENCES article,
    common  INTEGER NOT NULL,
    jaccard REAL NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX copy_pair_other ON copy_pair (other);

-- The cluster of copies that an article belongs to, named after its first article; articles without a copy have no row.
CREATE TABLE copy (
    article  INTEGER PRIMARY KEY REFERENCES article,
    cluster  INTEGER NOT NULL REFERENCES article,
    origin   INTEGER NOT NULL,
    basis    TEXT,
    kept     REAL NOT NULL,
    added    REAL NOT NULL,
    retitled INTEGER NOT NULL,
    new_lead INTEGER NOT NULL
);
CREATE INDEX copy_cluster ON copy (cluster);

-- Statements that say the same; one < other.
CREATE TABLE link (
    one   INTEGER NOT NULL REFERENCES statement,
    other INTEGER NOT NULL REFERENCES statement,
    kind  TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX link_other ON link (other);

-- Sayings with two reports or more, named after their first statement.
CREATE TABLE saying (
    saying      INTEGER PRIMARY KEY REFERENCES statement,
    reports     INTEGER NOT NULL,
    independent INTEGER NOT NULL,
    publishers  INTEGER NOT NULL,
    earliest    INTEGER NOT NULL REFERENCES statement,
    day         TEXT,
    speaker     TEXT,
    actor       INTEGER REFERENCES actor,
    conflicts   INTEGER NOT NULL
);
CREATE INDEX saying_actor ON saying (actor, day) WHERE actor IS NOT NULL;
CREATE TABLE variant (
    statement INTEGER PRIMARY KEY REFERENCES statement,
    saying    INTEGER NOT NULL REFERENCES saying
);
CREATE INDEX variant_saying ON variant (saying);

CREATE TABLE conflict (
    saying      INTEGER NOT NULL REFERENCES saying,
    conflict    INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    severity    TEXT NOT NULL,
    one_words   TEXT NOT NULL,
    other_words TEXT NOT NULL,
    PRIMARY KEY (saying, conflict)
) WITHOUT ROWID;
CREATE INDEX conflict_kind ON conflict (kind, severity);
-- Who stands on which side: 1 or 2.
CREATE TABLE conflict_side (
    saying    INTEGER NOT NULL,
    conflict  INTEGER NOT NULL,
    side      INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement,
    PRIMARY KEY (saying, conflict, side, statement)
) WITHOUT ROWID;

-- How a statement reached the page, from the speaker on.
CREATE TABLE chain (
    statement INTEGER NOT NULL REFERENCES statement,
    step      INTEGER NOT NULL,
    role      TEXT NOT NULL,
    name      TEXT NOT NULL,
    actor     INTEGER REFERENCES actor,
    basis     TEXT NOT NULL,
    PRIMARY KEY (statement, step)
) WITHOUT ROWID;

-- For people who ask in SQL.
CREATE VIEW said AS
SELECT s.statement, a.handle || '#s' || s.number AS handle, a.article, a.publisher, a.url, a.lang, a.day,
       COALESCE(s.said_on, a.day) AS said_on, s.speaker, p.id AS speaker_id, p.ar AS speaker_ar, p.en AS speaker_en,
       s.mode, s.act, s.negated, s.addressee, s.place, s.confidence,
       (SELECT group_concat(words, ' … ')
          FROM (SELECT substr(a.text, c.starts + 1, c.ends - c.starts) AS words
                  FROM content c WHERE c.statement = s.statement ORDER BY c.piece)) AS content,
       substr(a.text, s.cue_starts + 1, s.cue_ends - s.cue_starts) AS cue,
       a.latest
  FROM statement s JOIN article a USING (article) LEFT JOIN actor p ON p.actor = s.speaker_actor;

CREATE VIEW named AS
SELECT m.article, a.handle, a.publisher, a.day, m.kind, p.id AS actor_id, p.ar, p.en,
       substr(a.text, m.starts + 1, m.ends - m.starts) AS words, a.latest
  FROM mention m JOIN article a USING (article) LEFT JOIN actor p USING (actor);
