// SPDX-License-Identifier: EUPL-1.2
//! One municipality: everything a request may need. There is no global state, so that several municipalities
//! can one day live in one process.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    fmt,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use kernel::{Clock, Error, Ids, Result, Time};
use storage::{Blobs, Db};
use tokio::sync::{Semaphore, SemaphorePermit, watch};

use crate::{Config, Keys, Lang, Limits, Metrics, PortalShell, Texts, live::Live};

/// Forms with files that are read at the same time; each may hold [`crate::upload::MAX_UPLOAD`] bytes.
const UPLOADS_AT_ONCE: usize = 8;

/// What a municipality is made of.
pub struct GemeenteParts {
    /// The database.
    pub db: Db,
    /// Documents and raw originals.
    pub blobs: Blobs,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// Where ids and randomness come from.
    pub ids: Arc<dyn Ids>,
    /// Secrets.
    pub keys: Keys,
    /// Texts of all rooms.
    pub texts: Arc<Texts>,
    /// Settings of the installation.
    pub config: Config,
}

/// Makes what stands around a portal page, for a moment and a language: name, phone, address, opening hours.
type PortalMaker = dyn Fn(Time, Lang) -> PortalShell + Send + Sync;

/// One municipality. Cheap to clone; the state of every handler.
#[derive(Clone)]
pub struct Gemeente(Arc<Inner>);

type Slots = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

struct Inner {
    parts: GemeenteParts,
    slots: RwLock<Slots>,
    portal: RwLock<Option<Arc<PortalMaker>>>,
    live: Live,
    limits: Limits,
    metrics: Metrics,
    uploads: Semaphore,
    stopping: watch::Sender<bool>,
}

impl fmt::Debug for Gemeente {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gemeente").field("config", self.config()).finish_non_exhaustive()
    }
}

impl Gemeente {
    /// Puts the parts together.
    pub fn new(parts: GemeenteParts) -> Self {
        let limits = Limits::new(Arc::clone(&parts.clock), &parts.config.limits);
        let (stopping, _) = watch::channel(false);
        Self(Arc::new(Inner {
            parts,
            slots: RwLock::default(),
            portal: RwLock::default(),
            live: Live::new(),
            limits,
            metrics: Metrics::default(),
            uploads: Semaphore::new(UPLOADS_AT_ONCE),
            stopping,
        }))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.parts.db
    }

    /// Documents and raw originals.
    pub fn blobs(&self) -> &Blobs {
        &self.0.parts.blobs
    }

    /// Where the time comes from.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.parts.clock
    }

    /// Where ids and randomness come from.
    pub fn ids(&self) -> &Arc<dyn Ids> {
        &self.0.parts.ids
    }

    /// Secrets, derived by purpose.
    pub fn keys(&self) -> &Keys {
        &self.0.parts.keys
    }

    /// Texts of all rooms.
    pub fn texts(&self) -> &Arc<Texts> {
        &self.0.parts.texts
    }

    /// Settings of the installation.
    pub fn config(&self) -> &Config {
        &self.0.parts.config
    }

    /// The broadcaster of live updates.
    pub fn live(&self) -> &Live {
        &self.0.live
    }

    /// Limits per address.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// Counters for the administrator.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// What a room keeps in memory under its own type; `None` until [`Gemeente::set_ext`].
    pub fn ext<E: Any + Send + Sync>(&self) -> Option<Arc<E>> {
        let slots = self.0.slots.read().unwrap_or_else(PoisonError::into_inner);
        slots.get(&TypeId::of::<E>()).cloned()?.downcast().ok()
    }

    /// Puts or replaces it. Whoever holds the old one keeps it until done: a request sees one version.
    pub fn set_ext<E: Any + Send + Sync>(&self, value: Arc<E>) {
        self.0.slots.write().unwrap_or_else(PoisonError::into_inner).insert(TypeId::of::<E>(), value);
    }

    /// What stands around the portal page at path `pad`: what the room of settings gave with
    /// [`Gemeente::set_portal`], else only the name from the configuration.
    pub fn portal(&self, lang: Lang, pad: &str) -> PortalShell {
        let maker = self.0.portal.read().unwrap_or_else(PoisonError::into_inner).clone();
        let shell = maker.map_or_else(
            || PortalShell { site: self.config().site_naam.clone(), ..PortalShell::default() },
            |make| make(self.clock().now(), lang),
        );
        PortalShell { demo: self.config().demo, taal: lang.to_string(), pad: pad.to_owned(), ..shell }
    }

    /// Says what stands around every portal page from now on; its fields `demo`, `taal` and `pad` are filled here.
    pub fn set_portal(&self, maker: impl Fn(Time, Lang) -> PortalShell + Send + Sync + 'static) {
        *self.0.portal.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(maker));
    }

    /// A full address of this installation, for mails and API answers: `path` begins with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.config().public_url)
    }

    /// Whether the process was asked to stop.
    pub fn is_stopping(&self) -> bool {
        *self.0.stopping.borrow()
    }

    /// Ends when the process is asked to stop: then long answers end, and workers put down their work.
    pub async fn stopped(&self) {
        // The sender lives as long as this value, so waiting cannot fail.
        let _ = self.0.stopping.subscribe().wait_for(|stop| *stop).await;
    }

    /// Asks everything to stop.
    pub fn stop(&self) {
        self.0.stopping.send_replace(true);
    }

    /// Waits for a place to read files into memory.
    pub(crate) async fn upload_place(&self) -> Result<SemaphorePermit<'_>> {
        let busy = || Error::Busy { retry_after_secs: 10 };
        tokio::time::timeout(Duration::from_secs(10), self.0.uploads.acquire())
            .await
            .map_err(|_| busy())?
            .map_err(|_| busy())
    }
}
