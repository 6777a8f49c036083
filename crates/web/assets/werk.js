// SPDX-License-Identifier: EUPL-1.2
// The workplace's script: keys, drafts, live updates. Every core flow works without it.
(() => {
  'use strict';
  const { body } = document;
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const visible = (element) => element.getClientRects().length > 0;

  // One polite region per page speaks for everything (WCAG 4.1.3).
  const say = (text) => {
    const region = document.getElementById('vd-status');
    if (!region || !text) return;
    region.textContent = '';
    setTimeout(() => { region.textContent = text; }, 60);
  };

  // ---- errors: start at the summary; its links bring to the field itself
  const summary = $('.vd-foutlijst');
  if (summary) {
    addEventListener('load', () => setTimeout(() => { if (document.activeElement === document.body) summary.focus(); }, 100));
  }
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.vd-foutlijst a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: 'center' });
    field.focus({ preventScroll: true });
  });

  // ---- lists: a current row, ticked rows
  // Where a page marks no list, every list of its main part is one.
  const list = () => $$('[data-lijst]').find(visible) || $('main');
  const ROW = '.vd-rij, .vd-lijst > li';
  const rows = () => { const l = list(); return l ? $$(ROW, l).filter(visible) : []; };
  const current = () => $('main .is-hier');
  const titleOf = (row) => $('.vd-voorraad__vraag a, a.vd-titel, a', row);
  const mark = (row) => {
    const old = current();
    if (old && old !== row) old.classList.remove('is-hier');
    if (row) row.classList.add('is-hier');
  };
  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    const row = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
    mark(row);
    titleOf(row)?.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  };
  document.addEventListener('focusin', (event) => {
    const row = event.target.closest(ROW);
    if (row && list()?.contains(row)) mark(row);
  });

  const boxes = (form, name) => $$(`input[type=checkbox][name="${CSS.escape(name)}"]`, form);
  const count = (form) => {
    const all = $('[data-alles]', form);
    const name = all ? all.dataset.alles : $('.vd-voorraad__kies input, .vd-vink', form)?.name;
    if (!name) return;
    const every = boxes(form, name);
    const chosen = every.filter((box) => box.checked);
    if (all) {
      all.checked = chosen.length > 0 && chosen.length === every.length;
      all.indeterminate = chosen.length > 0 && chosen.length < every.length;
    }
    for (const box of every) box.closest(ROW)?.classList.toggle('is-gekozen', box.checked);
    for (const place of $$('[data-gekozen]', form)) place.textContent = chosen.length ? `${chosen.length} gekozen` : 'Niets gekozen';
  };
  document.addEventListener('change', (event) => {
    const box = event.target;
    if (box.type !== 'checkbox' || !box.form) return;
    if (box.dataset.alles) {
      for (const other of boxes(box.form, box.dataset.alles)) other.checked = box.checked;
      count(box.form);
      const n = boxes(box.form, box.dataset.alles).filter((other) => other.checked).length;
      say(n ? `${n} gekozen` : 'Niets gekozen');
    } else if (box.form.matches('[data-lijst]') || $('[data-lijst]', box.form)) {
      count(box.form);
    }
  });
  const counted = new Set($$('[data-gekozen], [data-alles]').map((e) => e.closest('form')));
  for (const form of counted) if (form) count(form);

  // ---- keys: single letters outside fields only, and only while the employee has them on (WCAG 2.1.4)
  const typing = (target) => target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])');
  const press = (key) => {
    // A key stands on the button it presses: as data-toets, or only as the kbd in it.
    const wanted = $$('[data-toets], a:has(> kbd.vd-toets), button:has(> kbd.vd-toets)')
      .filter((b) => (b.dataset.toets || $('kbd', b).textContent.trim()) === key && visible(b));
    const row = current();
    const button = wanted.find((b) => row && row.contains(b)) || wanted[0];
    if (!button) return false;
    // A button for chosen rows takes the current row when nothing is chosen.
    if (button.hasAttribute('data-toets-rij')) {
      const form = button.form;
      const ticks = form ? $$('.vd-rij input[type=checkbox], .vd-vink', form) : [];
      if (form && !ticks.some((box) => box.checked)) {
        const box = row && form.contains(row) && $('input[type=checkbox]', row);
        if (!box) { say('Kies eerst een vraag.'); return true; }
        box.checked = true;
        count(form);
      }
    }
    if (button.matches('input, textarea, select')) button.focus(); else button.click();
    return true;
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    Enter: () => { const row = current(); if (row && document.activeElement === body) titleOf(row)?.click(); },
    o: () => { const row = current(); if (row) titleOf(row)?.click(); },
    x: () => { const row = current(); if (row) $('input[type=checkbox]', row)?.click(); },
    '/': () => { const field = document.getElementById('opdracht'); field?.focus(); field?.select(); },
    '?': () => document.getElementById('vd-toetsen')?.showModal(),
  };
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      const form = event.target.form || event.target.closest('form');
      if (!form) return;
      event.preventDefault();
      const button = $('[data-ctrl-enter]', form) || $('button[type=submit], button:not([type])', form);
      if (button) form.requestSubmit(button);
      return;
    }
    if (event.key === 'Escape') {
      for (const menu of $$('details.vd-ikzelf[open]')) { menu.open = false; $('summary', menu).focus(); }
      return;
    }
    if (body.dataset.toetsen !== 'aan' || event.ctrlKey || event.metaKey || event.altKey || event.repeat && !'jk'.includes(event.key)) return;
    if (typing(event.target) || $('dialog[open]')) return;
    // A page's own key on a button comes before the general meaning of that key.
    if (!press(event.key)) {
      if (!(event.key in keys)) return;
      if (event.key === 'Enter' ? document.activeElement !== body || !current() : 'jkox'.includes(event.key) && !rows().length) return;
      keys[event.key]();
    }
    event.preventDefault();
  });
  document.addEventListener('click', (event) => {
    for (const menu of $$('details.vd-ikzelf[open]')) if (!menu.contains(event.target)) menu.open = false;
  });

  // ---- the end of the session: said 2 minutes before, moved with one press (WCAG 2.2.1)
  const WARN = 120;
  let sessionTimer;
  const sessionEnds = (seconds) => {
    if (!(seconds > 0)) return;
    clearTimeout(sessionTimer);
    sessionTimer = setTimeout(() => {
      const dialog = document.getElementById('vd-sessie');
      if (dialog && !dialog.open) dialog.showModal();
    }, Math.min(Math.max(seconds - WARN, 0) * 1000, 2 ** 31 - 1));
  };
  const heard = (response) => { sessionEnds(Number(response.headers.get('x-session-ends'))); return response; };
  sessionEnds(Number(body.dataset.sessie));
  document.getElementById('vd-sessie-verleng')?.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      const response = heard(await fetch(event.target.action, { method: 'POST' }));
      if (response.ok) { document.getElementById('vd-sessie').close(); say('Je blijft aangemeld.'); } else location.assign('/aanmelden');
    } catch { say('Dit lukt nu niet. Probeer het nog eens.'); }
  });

  // ---- drafts: form[data-kladversie=url] is sent on change, at most every 5 s, and when a field is left
  const EVERY = 5000;
  const clock = new Intl.DateTimeFormat('nl-NL', { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Amsterdam' });
  const drafting = new WeakMap(); // form -> whether it holds words that the server does not have, or has only as a draft
  const draft = (form) => {
    if (drafting.has(form)) return;
    drafting.set(form, false);
    const place = $('[data-bewaard]', form);
    let timer, last = 0, dirty = false, sending = false, gone = false, told = false;
    const show = (text) => { if (place) place.textContent = text; };
    const content = () => {
      const data = new URLSearchParams();
      // A field that may hold a BSN (data-vluchtig) is not kept.
      for (const [name, value] of new FormData(form)) if (typeof value === 'string' && form.elements[name]?.dataset?.vluchtig === undefined) data.append(name, value);
      return data;
    };
    const save = async () => {
      clearTimeout(timer);
      timer = undefined;
      if (!dirty || sending || gone) return;
      dirty = false;
      sending = true;
      last = Date.now();
      try {
        const response = heard(await fetch(form.dataset.kladversie, { method: 'POST', body: content(), keepalive: true, headers: { accept: 'application/json' } }));
        if (!response.ok) throw new Error(String(response.status));
        show(`Bewaard om ${clock.format(new Date()).replace(':', '.')} uur.`);
        for (const region of $$('[data-ververs-op~="kladversie"]', form)) ask(region);
        if (told) say('Wat je typt, wordt weer bewaard.');
        told = false;
      } catch {
        dirty = true;
        show('Nog niet bewaard. Wij proberen het weer.');
        if (!told) say('Je kladversie is nog niet bewaard. Wij proberen het weer.');
        told = true;
      }
      sending = false;
      if (dirty) plan();
    };
    const plan = () => { if (!timer) timer = setTimeout(save, Math.max(last + EVERY - Date.now(), told ? EVERY : 400)); };
    const changed = () => { dirty = true; drafting.set(form, true); plan(); };
    form.addEventListener('input', changed);
    form.addEventListener('change', changed);
    form.addEventListener('focusout', () => { if (dirty && Date.now() - last >= 1000) save(); });
    form.addEventListener('submit', () => { gone = true; clearTimeout(timer); });
    addEventListener('pageshow', () => { gone = false; });
    document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
  };
  for (const form of $$('form[data-kladversie]')) draft(form);

  // ---- a form goes once; the pressed button says that it is busy and keeps its width
  const busy = new Map();
  const free = () => {
    for (const was of busy.values()) {
      if (!was) continue;
      was.button.innerHTML = was.html;
      was.button.removeAttribute('aria-disabled');
    }
    busy.clear();
  };
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented || event.target.method !== 'post') return;
    if (busy.has(event.target)) { event.preventDefault(); return; }
    const button = event.submitter;
    busy.set(event.target, button && { button, html: button.innerHTML });
    setTimeout(free, 20000); // an answer that never came, or a file that was only downloaded
    if (!button || !button.dataset.bezig) return;
    button.style.minWidth = button.offsetWidth + 'px';
    button.setAttribute('aria-disabled', 'true');
    button.textContent = button.dataset.bezig;
    say(button.dataset.bezig);
  });
  addEventListener('pageshow', free);

  // ---- regions: [data-ververs] with an id is fetched again when something of its own changed.
  // data-ververs="direct" is replaced at once; otherwise a line says that there is something new, and the reader
  // decides: nothing moves under somebody's eyes. data-ververs-op holds what it is about ("vraag:<id> medewerker:<id>",
  // a kind of thing, or "*"); data-ververs-url another address than this page.
  const REST = 3000;
  const seen = new WeakMap();
  const regions = () => $$('[data-ververs][id]');
  const about = (region, change) => {
    const wanted = (region.dataset.verversOp || '*').split(/\s+/);
    return wanted.includes('*') || change.objects.some((o) => wanted.includes(`${o.kind}:${o.id}`) || wanted.includes(o.kind));
  };
  const touched = (root) => $$('textarea, input:not([type=checkbox], [type=radio], [type=hidden], [type=submit])', root).some((f) => f.value !== f.defaultValue);
  const plain = (element) => element.textContent.replace(/\s+/g, ' ').trim();
  const replace = (region, fresh) => {
    const held = region.contains(document.activeElement);
    const href = held && document.activeElement.getAttribute('href');
    const here = current()?.id;
    const chosen = new Set($$('input[type=checkbox]:checked', region).map((box) => box.name + '=' + box.value));
    // A form with words in it stays the very same, caret and all; what was unfolded stays unfolded.
    for (const old of $$('form', region).filter((f) => drafting.get(f) || touched(f))) {
      const twin = $$('form', fresh).find((f) => f.getAttribute('action') === old.getAttribute('action') && f.dataset.kladversie === old.dataset.kladversie);
      if (twin) twin.replaceWith(old);
    }
    const unfolded = new Set($$('details[open] > summary', region).map(plain));
    for (const title of $$('details > summary', fresh)) if (unfolded.has(plain(title))) title.parentNode.open = true;
    const caret = held && document.activeElement;
    region.replaceChildren(...fresh.childNodes);
    for (const box of $$('input[type=checkbox]', region)) if (chosen.has(box.name + '=' + box.value)) box.checked = true;
    if (here) mark(document.getElementById(here));
    const form = region.closest('form') || $('form', region);
    if (form) count(form);
    for (const inner of $$('form[data-kladversie]', region)) draft(inner);
    if (!held) return;
    if (caret && region.contains(caret)) { caret.focus({ preventScroll: true }); return; }
    const again = href && $$('a', region).find((a) => a.getAttribute('href') === href);
    if (!again && region.tabIndex < 0) region.tabIndex = -1;
    (again || region).focus({ preventScroll: true });
  };
  const offer = (region, fresh) => {
    let line = document.getElementById(region.id + '-nieuw');
    const text = region.dataset.verversTekst || 'Er is iets nieuws.';
    if (!line) {
      line = document.createElement('p');
      line.className = 'vd-nieuw';
      line.id = region.id + '-nieuw';
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'vd-alslink';
      button.textContent = 'Laat zien';
      line.append(document.createElement('span'), button);
      // What one reads or types stays where it is on the screen: the page moves along with the line above it.
      const top = region.getBoundingClientRect().top;
      (region.closest('table') || region).before(line);
      scrollBy(0, region.getBoundingClientRect().top - top);
      say(text + ' Laat zien');
    }
    line.firstChild.textContent = text;
    line.lastChild.onclick = () => {
      line.remove();
      replace(region, fresh);
      if (region.tabIndex < 0) region.tabIndex = -1;
      region.focus({ preventScroll: true });
    };
  };
  // Words in a field are never thrown away: a region in which somebody types waits.
  const inUse = (region) => touched(region) || region.contains(document.activeElement) && typing(document.activeElement);
  const waiting = new Map();
  const refresh = async () => {
    for (const [url, ids] of [...waiting]) {
      waiting.delete(url);
      try {
        const response = heard(await fetch(url, { headers: { accept: 'text/html', 'x-background': '1', 'x-fragment': [...ids].join(' ') } }));
        if (!response.ok || response.redirected) continue;
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        for (const id of ids) {
          const region = document.getElementById(id);
          const fresh = page.getElementById(id);
          if (!region || !fresh) continue;
          const now = plain(fresh);
          if (now === (seen.get(region) ?? plain(region))) continue;
          seen.set(region, now);
          if (region.dataset.ververs === 'direct' && !inUse(region)) {
            replace(region, fresh);
            say(region.dataset.verversTekst);
          } else offer(region, fresh);
        }
      } catch { /* the next event, or the next look at the page, asks again */ }
    }
  };
  let resting;
  const ask = (region) => {
    const url = region.dataset.verversUrl || location.href.split('#')[0];
    waiting.set(url, (waiting.get(url) || new Set()).add(region.id));
    resting ??= setTimeout(() => { resting = undefined; refresh(); }, REST * (0.5 + Math.random() / 2));
  };

  // ---- live: server-sent events. Read with fetch, because EventSource cannot send Last-Event-ID when it is opened
  // anew after the page was hidden. A hidden page holds no connection.
  const live = body.dataset.live;
  let reader, lastId = '', over = false, tries = 0, again;
  const handle = (name, data) => {
    if (name === 'reload') { regions().forEach(ask); return; }
    if (name !== 'changed') return;
    const change = JSON.parse(data);
    for (const region of regions()) if (about(region, change)) ask(region);
  };
  const read = async (response) => {
    const stream = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '', name = '', data = [];
    for (;;) {
      const { done, value } = await stream.read();
      if (done) return;
      const lines = (rest + value).split(/\r\n|\n|\r/);
      rest = lines.pop();
      for (const line of lines) {
        if (!line) {
          if (data.length) handle(name || 'message', data.join('\n'));
          name = '';
          data = [];
          continue;
        }
        const [, field, content] = /^([^:]*):? ?(.*)$/.exec(line);
        if (field === 'id') lastId = content;
        else if (field === 'event') name = content;
        else if (field === 'data') data.push(content);
      }
    }
  };
  const connect = async () => {
    clearTimeout(again);
    if (!live || over || reader || document.hidden || !regions().length) return;
    const mine = reader = new AbortController();
    try {
      const headers = { accept: 'text/event-stream' };
      if (lastId) headers['last-event-id'] = lastId;
      const response = await fetch(live, { headers, signal: mine.signal, cache: 'no-store' });
      // 204: too many pages are open; 4xx: signed out. Do not ask again.
      if (response.status === 204 || response.redirected || response.status >= 400 && response.status < 500 && response.status !== 429) over = true;
      else if (response.ok) { tries = 0; await read(response); }
    } catch { /* gone or hidden */ }
    if (reader === mine) reader = undefined;
    if (over || document.hidden || reader) return;
    tries += 1;
    again = setTimeout(connect, Math.min(1000 * 2 ** tries, 60000) * (0.5 + Math.random() / 2));
  };
  const disconnect = () => { reader?.abort(); reader = undefined; clearTimeout(again); };
  document.addEventListener('visibilitychange', () => { if (document.hidden) disconnect(); else connect(); });
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', connect);
  connect();
})();
