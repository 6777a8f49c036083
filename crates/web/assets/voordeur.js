// SPDX-License-Identifier: EUPL-1.2
// The portal's script. Every page works without it: it only adds what a resident would otherwise miss a little.
(() => {
  'use strict';
  const $$ = (selector) => [...document.querySelectorAll(selector)];

  // One polite region per page speaks for everything (WCAG 4.1.3). The pause makes a repeated text heard again.
  const say = (text) => {
    const region = document.getElementById('vd-status');
    if (!region) return;
    region.textContent = '';
    setTimeout(() => { region.textContent = text; }, 60);
  };

  // After a refused form, start at the summary. Browsers do this by `autofocus`, but not when the address has a #.
  const summary = document.querySelector('.vd-foutlijst');
  if (summary) {
    addEventListener('load', () => setTimeout(() => { if (document.activeElement === document.body) summary.focus(); }, 100));
  }

  // A link in the summary brings to the field itself, not only near it.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.vd-foutlijst a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: 'center' });
    field.focus({ preventScroll: true });
  });

  // Nine digits (or eight, the leading zero left out) in a usual grouping, standing by themselves, whose weighted
  // sum divides by 11. The server looks closer; this only asks kindly, before anything is sent.
  const SHAPE = /(^|[^\w+.,-]|[^\d\s+][ .-])(\d{8,9}|\d{3}([ .-])\d{3}\3\d{3}|\d{4}([ .-])\d{2}\4\d{3}|\d{2}([ .])\d{3}\5\d{3})(?![\w]|[ .,-]\d)/g;
  const isDay = (d) => /^(0[1-9]|[12]\d|3[01])(0\d|1[0-2])(19|20)\d\d$|^(19|20)\d\d(0\d|1[0-2])[0-3]\d$/.test(d);
  const isBsn = (digits) => {
    if (digits.length === 8 && (digits[0] === '0' || isDay(digits)) || /^0+$/.test(digits)) return false;
    const sum = [...digits.padStart(9, '0')].reduce((all, digit, i) => all + Number(digit) * (i === 8 ? -1 : 9 - i), 0);
    return sum % 11 === 0;
  };
  const holdsBsn = (text) => [...text.matchAll(SHAPE)].some((found) => isBsn(found[2].replace(/\D/g, '')));
  for (const field of $$('[data-bsn]')) {
    const warning = document.getElementById(field.dataset.bsn);
    if (!warning) continue;
    let timer;
    const look = () => {
      const found = holdsBsn(field.value);
      if (found && warning.hidden) say(warning.textContent.trim());
      warning.hidden = !found;
    };
    field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(look, 500); });
    field.addEventListener('blur', look);
    look();
  }

  // Copy what one must keep, such as the volgcode.
  for (const button of $$('[data-kopieer]')) {
    const source = document.getElementById(button.dataset.kopieer);
    if (!source || !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(source.textContent.trim());
        say(button.dataset.gekopieerd || 'Gekopieerd');
        button.lastChild.textContent = ' ' + (button.dataset.gekopieerd || 'Gekopieerd');
      } catch {
        getSelection().selectAllChildren(source);
      }
    });
  }

  for (const button of $$('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }

  // A form goes once. The pressed button says that it is busy and keeps its width; coming back frees it again.
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
})();
