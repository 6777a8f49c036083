// SPDX-License-Identifier: EUPL-1.2
//! Hears from the sealers of other processes. Where that is impossible (a pooler in between), the sealer's own
//! look every 200 ms does the same, later.

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt as _, stream};
use tokio_postgres::{AsyncMessage, Config};

use super::{
    rustls::Tls,
    sealer::{CHANNEL, Sealer},
};

/// Wait before the next try after a lost connection.
const AGAIN: Duration = Duration::from_secs(10);

/// Listens for as long as the process lives.
pub(crate) async fn run(config: Config, tls: Tls, sealer: Arc<Sealer>) {
    loop {
        if let Err(e) = once(&config, tls.clone(), &sealer).await {
            tracing::debug!("not listening, looking instead: {e}");
        }
        tokio::time::sleep(AGAIN).await;
    }
}

// fork: only PostgreSQL has other processes to hear from
async fn once(config: &Config, tls: Tls, sealer: &Sealer) -> Result<(), tokio_postgres::Error> {
    let (client, mut connection) = config.connect(tls).await?;
    let messages = stream::poll_fn(move |cx| connection.poll_message(cx));
    let heard = messages.for_each(|message| async {
        if let Ok(AsyncMessage::Notification(told)) = message
            && told.channel() == CHANNEL
            && let Ok(seq) = told.payload().parse()
        {
            sealer.publish(seq);
        }
    });
    let asked = async {
        let asked = client.batch_execute(&format!("LISTEN {CHANNEL}")).await;
        if asked.is_ok() {
            // Dropping the client would end the connection.
            std::future::pending::<()>().await;
        }
        asked
    };
    tokio::select! {
        () = heard => Ok(()),
        asked = asked => asked,
    }
}
