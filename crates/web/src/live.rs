// SPDX-License-Identifier: EUPL-1.2
//! Live updates: one follower of the journal per process tells every open page what changed, never the content.
//! A page that hears of something of its own fetches it again, and is checked again.

use std::{
    collections::HashMap,
    convert::Infallible,
    future::Future,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    http::{HeaderMap, StatusCode},
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
};
use futures_util::Stream;
use kernel::Result;
use serde::Serialize;
use storage::journal;
use tokio::{
    sync::{broadcast, watch},
    time::Instant,
};
use uuid::Uuid;

use crate::{Employee, Gemeente, session};

/// Streams that one employee may have open: a browser allows six connections to a host, and pages need some.
pub const STREAMS_PER_EMPLOYEE: usize = 4;
/// A sign of life at least this often, so that proxies keep the line open; the session is looked at then too.
const HEARTBEAT: Duration = Duration::from_secs(25);
/// When the journal cannot be read at once, it is tried again after this.
const RETRY: Duration = Duration::from_millis(500);
/// Events kept for a slow listener before it is told to load its page again.
const BACKLOG: usize = 1024;
/// Events read from the journal at once.
const CHUNK: i64 = 256;

/// That something changed: what kind of thing happened, to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LiveEvent {
    /// Number in the journal.
    #[serde(skip)]
    pub seq: i64,
    /// Kind of the event, for instance `vraag.toegewezen`.
    pub kind: String,
    /// What it is about.
    pub objects: Vec<LiveObject>,
}

/// One thing an event is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LiveObject {
    /// Kind of thing, for instance `vraag`.
    pub kind: String,
    /// Its identifier.
    pub id: String,
}

impl From<journal::Sealed> for LiveEvent {
    fn from(sealed: journal::Sealed) -> Self {
        let objects = sealed.objects.into_iter().map(|o| LiveObject { kind: o.kind, id: o.id }).collect();
        Self { seq: sealed.seq, kind: sealed.kind, objects }
    }
}

/// The broadcaster of one process.
#[derive(Debug)]
pub struct Live {
    sender: broadcast::Sender<Arc<LiveEvent>>,
    following: AtomicBool,
    open: Arc<Mutex<HashMap<Uuid, usize>>>,
}

impl Live {
    pub(crate) fn new() -> Self {
        Self {
            sender: broadcast::channel(BACKLOG).0,
            following: AtomicBool::new(false),
            open: Arc::default(),
        }
    }

    /// Listens to what happens from now on. The first listener starts the follower.
    pub fn subscribe(&self, gemeente: &Gemeente) -> broadcast::Receiver<Arc<LiveEvent>> {
        let receiver = self.sender.subscribe();
        if !self.following.swap(true, Ordering::AcqRel) {
            // Where to begin is settled here, not when the follower first gets its turn.
            let mut sealed = gemeente.db().sealed();
            let seen = *sealed.borrow_and_update();
            tokio::spawn(follow(gemeente.clone(), sealed, seen));
        }
        receiver
    }

    /// A place for one more stream of this employee, until the guard is dropped.
    fn place(&self, employee: Uuid) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(employee).or_default();
        if *count >= STREAMS_PER_EMPLOYEE {
            return None;
        }
        *count += 1;
        Some(Place { employee, open: Arc::clone(&self.open) })
    }
}

struct Place {
    employee: Uuid,
    open: Arc<Mutex<HashMap<Uuid, usize>>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.employee) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.employee);
            }
        }
    }
}

/// Reads the journal as it is sealed and tells every listener, until the process stops.
async fn follow(gemeente: Gemeente, mut sealed: watch::Receiver<i64>, mut seen: i64) {
    loop {
        tokio::select! {
            changed = sealed.changed() => if changed.is_err() { return },
            () = gemeente.stopped() => return,
        }
        let head = *sealed.borrow_and_update();
        while seen < head && !gemeente.is_stopping() {
            let Ok(events) = read_after(&gemeente, seen).await else {
                // Too busy: nobody is told late for long, and nothing is skipped.
                tokio::time::sleep(RETRY).await;
                continue;
            };
            let Some(last) = events.last().map(|e| e.seq) else { break };
            seen = last;
            for event in events {
                // Nobody listening is no error.
                let _ = gemeente.live().sender.send(Arc::new(event));
            }
        }
    }
}

async fn read_after(gemeente: &Gemeente, seq: i64) -> Result<Vec<LiveEvent>> {
    let mut tx = gemeente.db().read().await?;
    let sealed = journal::after(&mut tx, seq, CHUNK).await;
    tx.rollback().await;
    Ok(sealed?.into_iter().map(LiveEvent::from).collect())
}

/// The stream of one employee's page, as server-sent events named `changed` with data
/// `{"kind": .., "objects": [{"kind": .., "id": ..}]}` and the journal number as `id`. `allowed` decides per event.
///
/// A browser that comes back says where it was (`Last-Event-ID`) and misses nothing; when that is too long ago, or
/// it could not keep up, it gets `reload`. Too many streams: 204, which tells the browser not to ask again.
pub fn stream<F, Fut>(gemeente: &Gemeente, employee: Employee, headers: &HeaderMap, allowed: F) -> Response
where
    F: Fn(Gemeente, Employee, Arc<LiveEvent>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = bool> + Send + 'static,
{
    let Some(place) = gemeente.live().place(employee.id) else {
        return StatusCode::NO_CONTENT.into_response();
    };
    let resume = headers.get("last-event-id").and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
    // Listen first, then look where the journal is: nothing can fall between.
    let events = gemeente.live().subscribe(gemeente);
    let head = *gemeente.db().sealed().borrow();
    let listener = Listener {
        gemeente: gemeente.clone(),
        employee,
        headers: headers.clone(),
        allowed,
        events,
        seen: head,
        _place: place,
    };
    let response = Sse::new(listener.run(resume.unwrap_or(head))).into_response();
    ([("x-accel-buffering", "no")], response).into_response()
}

struct Listener<F> {
    gemeente: Gemeente,
    employee: Employee,
    headers: HeaderMap,
    allowed: F,
    events: broadcast::Receiver<Arc<LiveEvent>>,
    seen: i64,
    _place: Place,
}

/// What a listener hears next.
enum Next {
    Event(Arc<LiveEvent>),
    Behind,
    Quiet,
    Over,
}

impl<F, Fut> Listener<F>
where
    F: Fn(Gemeente, Employee, Arc<LiveEvent>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = bool> + Send + 'static,
{
    fn run(mut self, from: i64) -> impl Stream<Item = Result<Event, Infallible>> {
        async_stream::stream! {
            match self.missed(from).await {
                Some(events) => for event in events {
                    if let Some(event) = self.tell(event).await { yield Ok(event); }
                },
                None => yield Ok(self.reload()),
            }
            let mut quiet_since = Instant::now();
            loop {
                match self.next(quiet_since + HEARTBEAT).await {
                    Next::Event(event) => if let Some(event) = self.tell(event).await { yield Ok(event); },
                    Next::Behind => yield Ok(self.reload()),
                    Next::Over => break,
                    Next::Quiet => {
                        quiet_since = Instant::now();
                        if !self.still_signed_in().await { break; }
                        // The number lets a browser resume from here although nothing was told.
                        yield Ok(Event::default().id(self.seen.to_string()).comment("leeft"));
                    }
                }
            }
        }
    }

    /// What happened after `from` and before this stream began; `None` when it is too much to tell.
    async fn missed(&self, from: i64) -> Option<Vec<Arc<LiveEvent>>> {
        let mut missed = Vec::new();
        let mut at = from;
        while at < self.seen {
            let chunk = read_after(&self.gemeente, at).await.ok()?;
            at = chunk.last()?.seq;
            missed.extend(chunk.into_iter().filter(|e| e.seq <= self.seen).map(Arc::new));
            if missed.len() > BACKLOG {
                return None;
            }
        }
        Some(missed)
    }

    async fn next(&mut self, heartbeat: Instant) -> Next {
        loop {
            let heard = tokio::select! {
                heard = self.events.recv() => heard,
                () = tokio::time::sleep_until(heartbeat) => return Next::Quiet,
                () = self.gemeente.stopped() => return Next::Over,
            };
            match heard {
                Ok(event) if event.seq > self.seen => {
                    self.seen = event.seq;
                    return Next::Event(event);
                }
                Ok(_) => {}
                Err(broadcast::error::RecvError::Lagged(_)) => return Next::Behind,
                Err(broadcast::error::RecvError::Closed) => return Next::Over,
            }
        }
    }

    async fn tell(&self, event: Arc<LiveEvent>) -> Option<Event> {
        if !(self.allowed)(self.gemeente.clone(), self.employee.clone(), Arc::clone(&event)).await {
            return None;
        }
        let data = serde_json::to_string(&*event).ok()?;
        Some(Event::default().id(event.seq.to_string()).event("changed").data(data))
    }

    fn reload(&self) -> Event {
        Event::default().id(self.seen.to_string()).event("reload").data("{}")
    }

    /// Signed out, expired, or given other roles: the stream ends. A database that does not answer is no reason.
    async fn still_signed_in(&self) -> bool {
        session::visitor(&self.gemeente, &self.headers, false)
            .await
            .map_or(true, |v| v.employee.is_some_and(|e| e.id == self.employee.id))
    }
}
