//! The flat tables: one row a thing, the same columns in CSV and Parquet.

use super::{CONTENT, HANDLE, Versions, What, handle_of};

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// A day: `2025-01-20`.
    Day,
    Whole,
    Real,
    /// True or false; 1 or 0 in the ledger.
    Flag,
}

/// A column: its name, what its cells are, and the SQL of a cell.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    sql: String,
}

/// A table of an export.
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    /// What follows the columns: where the rows come from, which ones, in which order.
    rows: String,
}

impl Table {
    /// The table of `what`.
    pub(super) fn of(what: What, versions: Versions) -> Self {
        match what {
            What::Articles => articles(versions),
            What::Statements => statements(versions),
            What::Sayings => variants(),
            What::Copies => copies(),
            What::Conflicts => conflicts(),
            What::Chains => chains(versions),
            What::Actors => actors(versions),
        }
    }

    /// The query that gives the rows.
    pub(super) fn sql(&self) -> String {
        let cells: Vec<&str> = self.columns.iter().map(|column| column.sql.as_str()).collect();
        format!("SELECT {} {}", cells.join(", "), self.rows)
    }
}

/// A column whose cell is `sql`.
fn column(name: &'static str, kind: Kind, sql: impl Into<String>) -> Column {
    Column { name, kind, sql: sql.into() }
}

/// Columns that a table of the ledger has under the same names.
fn own(table: &str, columns: &[(&'static str, Kind)]) -> Vec<Column> {
    let own = columns.iter().map(|(name, kind)| column(name, *kind, format!("{table}.{name}")));
    own.collect()
}

/// How many rows of `table` belong to article `a`.
fn count(name: &'static str, table: &str) -> Column {
    let sql = format!("(SELECT count(*) FROM {table} n WHERE n.article = a.article)");
    column(name, Kind::Whole, sql)
}

fn articles(versions: Versions) -> Table {
    let mut columns = own(
        "a",
        &[
            ("handle", Kind::Text),
            ("id", Kind::Text),
            ("version", Kind::Whole),
            ("latest", Kind::Flag),
            ("url", Kind::Text),
            ("lang", Kind::Text),
            ("publisher", Kind::Text),
            ("byline", Kind::Text),
            ("credit", Kind::Text),
            ("day", Kind::Day),
            ("published", Kind::Day),
            ("published_basis", Kind::Text),
            ("written", Kind::Day),
            ("written_basis", Kind::Text),
            ("title", Kind::Text),
        ],
    );
    columns.extend([
        column("characters", Kind::Whole, "length(a.text)"),
        count("blocks", "block"),
        count("posts", "post"),
        count("findings", "finding"),
        column(
            "finding_codes",
            Kind::Text,
            "(SELECT group_concat(code, '|') FROM \
             (SELECT DISTINCT code FROM finding n WHERE n.article = a.article ORDER BY code))",
        ),
        count("repairs", "repair"),
        count("times", "time"),
        count("mentions", "mention"),
        count("statements", "statement"),
        column("text", Kind::Text, "a.text"),
    ]);
    let rows = format!("FROM article a WHERE {} ORDER BY a.article", versions.of_article());
    Table { columns, rows }
}

fn statements(versions: Versions) -> Table {
    let columns = vec![
        column("handle", Kind::Text, HANDLE),
        column("article", Kind::Text, "a.handle"),
        column("url", Kind::Text, "a.url"),
        column("publisher", Kind::Text, "a.publisher"),
        column("lang", Kind::Text, "a.lang"),
        column("day", Kind::Day, "a.day"),
        column("said_on", Kind::Day, "s.said_on"),
        column("speaker", Kind::Text, "s.speaker"),
        column("speaker_id", Kind::Text, "p.id"),
        column("basis", Kind::Text, "s.speaker_basis"),
        column("mode", Kind::Text, "s.mode"),
        column("act", Kind::Text, "s.act"),
        column("negated", Kind::Flag, "s.negated"),
        column("addressee", Kind::Text, "s.addressee"),
        column("place", Kind::Text, "s.place"),
        column("content", Kind::Text, CONTENT),
        column("cue", Kind::Text, "substr(a.text, s.cue_starts + 1, s.cue_ends - s.cue_starts)"),
        column(
            "via",
            Kind::Text,
            "(SELECT group_concat(name, '|') FROM \
             (SELECT name FROM via v WHERE v.statement = s.statement ORDER BY v.step))",
        ),
        column("saying", Kind::Text, handle_of("v.saying")),
        column("confidence", Kind::Real, "s.confidence"),
    ];
    // CROSS JOIN keeps the order of the loops, so that nothing has to be sorted.
    let rows = format!(
        "FROM statement s CROSS JOIN article a USING (article) \
         LEFT JOIN actor p ON p.actor = s.speaker_actor LEFT JOIN variant v ON v.statement = s.statement \
         WHERE {} ORDER BY s.statement",
        versions.of_article()
    );
    Table { columns, rows }
}

fn variants() -> Table {
    let columns = vec![
        column("saying", Kind::Text, handle_of("g.saying")),
        column("statement", Kind::Text, HANDLE),
        column("article", Kind::Text, "a.handle"),
        column("url", Kind::Text, "a.url"),
        column("publisher", Kind::Text, "a.publisher"),
        column("lang", Kind::Text, "a.lang"),
        column("day", Kind::Day, "a.day"),
        column("said_on", Kind::Day, "s.said_on"),
        column("speaker", Kind::Text, "s.speaker"),
        column("speaker_id", Kind::Text, "p.id"),
        column("mode", Kind::Text, "s.mode"),
        column("content", Kind::Text, CONTENT),
        column("is_earliest", Kind::Flag, "s.statement = g.earliest"),
        column("reports", Kind::Whole, "g.reports"),
        column("independent", Kind::Whole, "g.independent"),
        column("publishers", Kind::Whole, "g.publishers"),
        column("conflicts", Kind::Whole, "g.conflicts"),
    ];
    let rows = "FROM saying g CROSS JOIN variant v ON v.saying = g.saying \
                CROSS JOIN statement s ON s.statement = v.statement CROSS JOIN article a USING (article) \
                LEFT JOIN actor p ON p.actor = s.speaker_actor ORDER BY g.saying, v.statement";
    Table { columns, rows: rows.to_owned() }
}

fn copies() -> Table {
    let columns = vec![
        column(
            "cluster",
            Kind::Text,
            "(SELECT f.handle FROM article f WHERE f.article = k.cluster)",
        ),
        column("article", Kind::Text, "a.handle"),
        column("url", Kind::Text, "a.url"),
        column("publisher", Kind::Text, "a.publisher"),
        column("day", Kind::Day, "a.day"),
        column("is_origin", Kind::Flag, "k.origin = k.article"),
        column("basis", Kind::Text, "k.basis"),
        column("kept", Kind::Real, "k.kept"),
        column("added", Kind::Real, "k.added"),
        column("retitled", Kind::Flag, "k.retitled"),
        column("new_lead", Kind::Flag, "k.new_lead"),
    ];
    let rows = "FROM copy k INDEXED BY copy_cluster CROSS JOIN article a ON a.article = k.article \
                ORDER BY k.cluster, k.article";
    Table { columns, rows: rows.to_owned() }
}

fn conflicts() -> Table {
    let side = |number: u8| {
        format!(
            "(SELECT group_concat(handle, '|') FROM (SELECT {HANDLE} AS handle FROM conflict_side d \
             JOIN statement s USING (statement) JOIN article a USING (article) \
             WHERE d.saying = c.saying AND d.conflict = c.conflict AND d.side = {number} ORDER BY d.statement))"
        )
    };
    let columns = vec![
        column("saying", Kind::Text, handle_of("c.saying")),
        column("conflict", Kind::Whole, "c.conflict"),
        column("kind", Kind::Text, "c.kind"),
        column("severity", Kind::Text, "c.severity"),
        column("one_words", Kind::Text, "c.one_words"),
        column("other_words", Kind::Text, "c.other_words"),
        column("one_statements", Kind::Text, side(1)),
        column("other_statements", Kind::Text, side(2)),
    ];
    Table { columns, rows: "FROM conflict c ORDER BY c.saying, c.conflict".to_owned() }
}

fn chains(versions: Versions) -> Table {
    let columns = vec![
        column("statement", Kind::Text, HANDLE),
        column("step", Kind::Whole, "h.step"),
        column("role", Kind::Text, "h.role"),
        column("name", Kind::Text, "h.name"),
        column("actor", Kind::Text, "p.id"),
        column("basis", Kind::Text, "h.basis"),
    ];
    let rows = format!(
        "FROM chain h CROSS JOIN statement s ON s.statement = h.statement CROSS JOIN article a USING (article) \
         LEFT JOIN actor p ON p.actor = h.actor WHERE {} ORDER BY h.statement, h.step",
        versions.of_article()
    );
    Table { columns, rows }
}

fn actors(versions: Versions) -> Table {
    let mut columns = own(
        "p",
        &[("id", Kind::Text), ("kind", Kind::Text), ("ar", Kind::Text), ("en", Kind::Text)],
    );
    let latest = versions.of_article();
    let count = |table: &str, actor: &str| {
        format!(
            "(SELECT count(*) FROM {table} n JOIN article a USING (article) WHERE n.{actor} = p.actor AND {latest})"
        )
    };
    columns.extend([
        column(
            "wikidata",
            Kind::Text,
            "CASE WHEN p.id GLOB 'Q[0-9]*' AND substr(p.id, 2) NOT GLOB '*[^0-9]*' \
             THEN 'https://www.wikidata.org/entity/' || p.id END",
        ),
        column("mentions", Kind::Whole, count("mention", "actor")),
        column("statements", Kind::Whole, count("statement", "speaker_actor")),
    ]);
    Table { columns, rows: "FROM actor p ORDER BY p.actor".to_owned() }
}
