//! One reader, many workers, output in the order of the input.
//!
//! The reader cuts the inputs into batches. For each batch it makes a slot (a channel for one value), sends the
//! batch with the slot's sender to the workers and the slot's receiver to the queue that the writer follows. So
//! the writer meets the batches in order whichever worker is done first, and the length of that queue bounds what
//! is in flight: memory does not grow with the input.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use rawi_page::input::{InputError, Options, Record, records};

use crate::open::{Input, Inputs};
use crate::work::{REPORT_IT, Task, guarded};

/// What is done with each record; one is shared by all workers.
pub trait Work: Send + Sync + 'static {
    /// What comes of some tasks, in order.
    type Done: Default + Send + 'static;

    /// How the inputs are read.
    fn options(&self) -> &Options;

    /// Does one task and adds what came of it to `done`. It catches its panics.
    fn work(&self, task: Task, done: &mut Self::Done);
}

/// A batch is closed when its records hold so many bytes …
const BATCH_BYTES: usize = 64 << 10;
/// … or it has so many records.
const BATCH_RECORDS: usize = 16;
/// Batches in flight for each worker.
const WINDOW: usize = 3;
/// Deep markup needs a deep stack.
const STACK_BYTES: usize = 16 << 20;

/// Reads `inputs` with `jobs` workers and hands what came of them to `write`, in order, until it fails.
///
/// With one job all runs on the calling thread. When `write` fails, the threads are left to themselves: the
/// reader may be waiting for a standard input that never ends.
pub fn run<W: Work, E>(
    inputs: Inputs,
    jobs: usize,
    worker: Arc<W>,
    bytes_read: Arc<AtomicU64>,
    write: &mut dyn FnMut(W::Done) -> Result<(), E>,
) -> Result<(), E> {
    if jobs == 1 {
        run_inline(inputs, &*worker, &bytes_read, write)
    } else {
        run_threads(inputs, jobs, worker, bytes_read, write)
    }
}

fn run_inline<W: Work, E>(
    inputs: Inputs,
    worker: &W,
    bytes_read: &Arc<AtomicU64>,
    write: &mut dyn FnMut(W::Done) -> Result<(), E>,
) -> Result<(), E> {
    let mut outcome = Ok(());
    each_task(inputs, worker.options(), bytes_read, &mut |task| {
        let mut done = W::Done::default();
        worker.work(task, &mut done);
        outcome = write(done);
        outcome.is_ok()
    });
    outcome
}

/// Tasks and where their output is awaited.
type Batch<D> = (Vec<Task>, Sender<D>);

fn run_threads<W: Work, E>(
    inputs: Inputs,
    jobs: usize,
    worker: Arc<W>,
    bytes_read: Arc<AtomicU64>,
    write: &mut dyn FnMut(W::Done) -> Result<(), E>,
) -> Result<(), E> {
    let (to_workers, batches) = bounded::<Batch<W::Done>>(jobs);
    let (to_writer, slots) = bounded::<Receiver<W::Done>>(jobs * WINDOW);
    for number in 0..jobs {
        let (worker, batches) = (Arc::clone(&worker), batches.clone());
        spawn(&format!("worker {number}"), move || {
            for (tasks, slot) in batches {
                let mut done = W::Done::default();
                tasks.into_iter().for_each(|task| worker.work(task, &mut done));
                // Nobody waits for it when the writer has stopped.
                let _ = slot.send(done);
            }
        });
    }
    drop(batches);
    spawn("reader", move || {
        let mut batcher = Batcher { to_workers, to_writer, tasks: Vec::new(), bytes: 0 };
        each_task(inputs, worker.options(), &bytes_read, &mut |task| batcher.add(task));
        batcher.send();
    });
    for slot in slots {
        write(slot.recv().expect("a worker answers every batch: it catches panics"))?;
    }
    Ok(())
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) {
    let builder = thread::Builder::new().name(name.to_owned()).stack_size(STACK_BYTES);
    builder.spawn(run).expect("the system lets a thread start");
}

/// Gathers tasks into batches.
struct Batcher<D> {
    to_workers: Sender<Batch<D>>,
    to_writer: Sender<Receiver<D>>,
    tasks: Vec<Task>,
    /// Bytes that the tasks hold.
    bytes: usize,
}

impl<D> Batcher<D> {
    /// Adds a task; false when nobody wants more.
    fn add(&mut self, task: Task) -> bool {
        self.bytes += task.record.as_ref().map_or(0, Record::bytes);
        self.tasks.push(task);
        if self.tasks.len() < BATCH_RECORDS && self.bytes < BATCH_BYTES {
            return true;
        }
        self.send()
    }

    fn send(&mut self) -> bool {
        if self.tasks.is_empty() {
            return true;
        }
        let (slot, awaited) = bounded(1);
        self.bytes = 0;
        let tasks = std::mem::take(&mut self.tasks);
        self.to_writer.send(awaited).is_ok() && self.to_workers.send((tasks, slot)).is_ok()
    }
}

/// Calls `take` with every task of `inputs`, in order, until it says no.
fn each_task(
    inputs: Inputs,
    options: &Options,
    bytes_read: &Arc<AtomicU64>,
    take: &mut dyn FnMut(Task) -> bool,
) {
    let mut number = 0;
    let mut give = |record| {
        number += 1;
        take(Task { number: number - 1, record })
    };
    for input in inputs {
        let wanted = match input {
            Ok(input) => each_record(&input, options, bytes_read, &mut give),
            Err(error) => give(Err(error)),
        };
        if !wanted {
            return;
        }
    }
}

/// Gives every record of `input`; a panic in the cutting ends this input alone.
fn each_record(
    input: &Input,
    options: &Options,
    bytes_read: &Arc<AtomicU64>,
    give: &mut dyn FnMut(Result<rawi_page::input::Record, InputError>) -> bool,
) -> bool {
    let name = input.name();
    let source = match input.open(bytes_read) {
        Ok(source) => source,
        Err(error) => return give(Err(error)),
    };
    let mut records = records(source, &name, options);
    loop {
        match guarded(|| bug(&name), || Ok(records.next())) {
            Ok(None) => return true,
            Ok(Some(record)) => {
                if !give(record) {
                    return false;
                }
            }
            Err(error) => return give(Err(error)),
        }
    }
}

/// An error for a panic while `name` is read.
pub fn bug(name: &str) -> InputError {
    InputError {
        id: name.to_owned(),
        input: name.to_owned(),
        place: None,
        message: String::new(),
        remedy: Some(REPORT_IT.to_owned()),
    }
}
