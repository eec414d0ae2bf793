//! A pack's folder: its tables, read and checked.

use std::fs;
use std::io;
use std::path::Path;

use rawi_statement::rows::{self, File, Rows};
use rawi_text::rows::{Fault, Table, Wrong, decoded, rows as lines};

use crate::open::reason;

/// A checked pack.
pub struct Pack {
    /// The folder, as it was named.
    pub name: String,
    /// The code of its language.
    pub lang: String,
    /// How many tables it has.
    pub files: usize,
    /// How many rows all its tables have.
    pub lines: usize,
    /// What is wrong with them, by file and line.
    pub faults: Vec<Fault>,
    /// The rows of the statement tables.
    pub rows: Rows,
    /// The tables of actors: their names, how they are shown, and their text.
    actors: Vec<(String, String, String)>,
}

impl Pack {
    /// Reads and checks the tables in `path`; the error is one line.
    pub fn open(path: &Path, lang: Option<&str>) -> Result<Self, String> {
        let name = path.display().to_string();
        let files = names(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => format!("{name}: there is no such folder; check the name"),
            io::ErrorKind::NotADirectory => {
                format!("{name}: is no folder; name the folder that holds the tables")
            }
            _ => format!("{name}: cannot be read: {}", reason(&error)),
        })?;
        if files.is_empty() {
            return Err(format!("{name}: holds no table; name a folder such as packs/ar"));
        }
        let lang = lang.map_or_else(|| folder_name(path), str::to_owned);
        let mut pack = Self {
            name,
            lang,
            files: 0,
            lines: 0,
            faults: Vec::new(),
            rows: Rows::default(),
            actors: Vec::new(),
        };
        let mut statement = Vec::new();
        for file in &files {
            let shown = path.join(file).display().to_string();
            pack.read(&path.join(file), file, shown, &mut statement)?;
        }
        pack.check_rows(&statement);
        pack.check_actors();
        pack.faults.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        Ok(pack)
    }

    /// Checks one file; the tables of statements are put aside, since their rows are judged together.
    fn read(
        &mut self,
        path: &Path,
        file: &str,
        shown: String,
        statement: &mut Vec<(String, String, String)>,
    ) -> Result<(), String> {
        if file == rows::LEARNED {
            let bytes = bytes_of(path, &shown)?;
            self.files += 1;
            self.faults.extend(rows::check_learned(&shown, &bytes));
            return Ok(());
        }
        if file == REGISTRY {
            let bytes = bytes_of(path, &shown)?;
            self.files += 1;
            if let Err(error) = rawi_actor::Registry::from_bytes(&bytes) {
                let wrong = Wrong::new(error.to_string(), "run `rawi actors build`");
                self.faults.push(Fault { file: shown, line: 0, wrong });
            }
            return Ok(());
        }
        let is_statement = rows::FILES.contains(&file);
        let Some(table) = table(file).map(Some).or(is_statement.then_some(None)) else {
            self.faults.push(unknown(shown));
            return Ok(());
        };
        let bytes = bytes_of(path, &shown)?;
        self.files += 1;
        let text = match decoded(&shown, &bytes) {
            Ok(text) => text,
            Err(fault) => {
                self.faults.push(fault);
                return Ok(());
            }
        };
        self.lines += lines(text).count();
        if rawi_actor::build::TABLES.contains(&file) {
            self.actors.push((file.to_owned(), shown.clone(), text.to_owned()));
        }
        match table {
            Some(table) => self.faults.extend(table.check(&shown, text)),
            None => statement.push((file.to_owned(), shown, text.to_owned())),
        }
        Ok(())
    }

    /// Checks the tables of actors against each other.
    fn check_actors(&mut self) {
        let mut draft = rawi_actor::build::Draft::default();
        for table in rawi_actor::build::TABLES {
            let Some((_, shown, text)) = self.actors.iter().find(|(file, ..)| file == table) else {
                continue;
            };
            for fault in draft.add_table(table, text) {
                let wrong = Wrong::new(fault.message, "mend the row");
                self.faults.push(Fault { file: shown.clone(), line: fault.line, wrong });
            }
        }
        let terms = self.actors.iter().find(|(file, ..)| file == "terms.tsv");
        if let Some((_, shown, _)) = terms {
            let faults = draft.faults().into_iter().map(|message| {
                let wrong = Wrong::new(message, "mend the row");
                Fault { file: shown.clone(), line: 0, wrong }
            });
            let faults: Vec<Fault> = faults.collect();
            self.faults.extend(faults);
        }
    }

    fn check_rows(&mut self, tables: &[(String, String, String)]) {
        let files: Vec<File<'_>> =
            tables.iter().map(|(table, name, text)| File { table, name, text }).collect();
        let (rows, faults) = Rows::compile(&self.lang, &files);
        self.rows = rows;
        self.faults.extend(faults);
    }
}

/// The names in a folder, without hidden ones, in order.
fn names(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn bytes_of(path: &Path, shown: &str) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{shown}: cannot be read: {}", reason(&error)))
}

/// The last part of a path, also of `.` and `packs/ar/`.
fn folder_name(path: &Path) -> String {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The table that a crate below keeps under that name.
fn table(file: &str) -> Option<Table> {
    static OF_TEXT: [Table; 4] = rawi_text::rows::TABLES;
    static OF_TIME: [Table; 3] = rawi_time::TABLES;
    static OF_PAGE: [Table; 3] = rawi_page::TABLES;
    static OF_TRACE: [Table; 2] = rawi_trace::TABLES;
    let mut all = OF_TEXT.iter().chain(&OF_TIME).chain(&OF_PAGE).chain(&OF_TRACE);
    let own = all.find(|table| table.file == file);
    own.copied().or_else(|| rawi_actor::build::shape(file))
}

/// The registry that is compiled from the tables of actors.
const REGISTRY: &str = "registry.bin";

fn unknown(file: String) -> Fault {
    let known: Vec<&str> = rawi_text::rows::TABLES
        .iter()
        .chain(&rawi_time::TABLES)
        .chain(&rawi_page::TABLES)
        .chain(&rawi_trace::TABLES)
        .map(|table| table.file)
        .chain(rows::FILES)
        .chain([rows::LEARNED])
        .collect();
    let remedy = format!("name it after one of {}, or remove it", known.join(", "));
    Fault { file, line: 0, wrong: Wrong::new("Rawi reads no table of that name", remedy) }
}
