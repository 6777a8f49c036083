// SPDX-License-Identifier: EUPL-1.2
//! The few routes of the shell itself.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode},
    response::IntoResponse,
};

use crate::{
    Access, Answer, Form, Fout, Gemeente, Rol, Routes, SESSION_ENDS, assets, lang, page,
    session::{self, IDLE},
};

/// Files, the choice of language, and "I am still here". [`Routes::build`] adds them by itself.
pub fn own_routes() -> Routes {
    Routes::new()
        .get("/assets/{hash}/{naam}", Access::Public, assets::url("portaal.css"), assets::serve)
        .get("/taal", Access::Public, "/taal?taal=en&naar=/", lang::choose)
        .post("/sessie/verleng", Access::Roles(Rol::ALL), "/sessie/verleng", extend)
}

/// `POST /sessie/verleng`: moves the end of the session. The script gets 204 with the seconds that are left; a form
/// goes back to the page in `naar`.
async fn extend(State(gemeente): State<Gemeente>, headers: HeaderMap, form: Form) -> Answer {
    if !session::extend(&gemeente, &headers).await? {
        return Err(Fout::sign_in());
    }
    if let Some(naar) = form.filled("naar") {
        return Ok(page::see_other(naar));
    }
    Ok((StatusCode::NO_CONTENT, [(SESSION_ENDS, HeaderValue::from(IDLE.as_secs()))]).into_response())
}
