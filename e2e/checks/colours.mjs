// SPDX-License-Identifier: EUPL-1.2
// A9: dark, forced colours, more contrast and print: axe still finds nothing and no text disappears.
// A10: who wants no motion gets none.
import { axe, COLOUR_RULES } from "./axe.mjs";
import { inPage } from "./in-page.mjs";

const VANISHES = 1.5; // contrast under which a text is not seen at all; axe judges readability
const FAINT = 3; // in forced colours axe misjudges (it reads a colour the browser does not use), so we ask more

/** Runs in the page. */
function readInvisible(limit) {
  const { background, contrast, describe, rgba, visible } = globalThis.voordeurChecks;
  const problems = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const e = node.parentElement;
    if (!node.textContent.trim() || !e || /^(script|style|title|option|noscript)$/.test(e.localName) || !visible(e)) continue;
    const behind = background(e);
    if (behind === null) continue;
    if (contrast(rgba(getComputedStyle(e).color), behind) < limit) problems.add(`text disappears: ${describe(e)}`);
  }
  return [...problems];
}

const MODES = [
  { name: "dark", media: { colorScheme: "dark" }, least: VANISHES, analyse: true },
  { name: "forced colours", media: { forcedColors: "active" }, least: FAINT },
  { name: "forced colours, dark", media: { forcedColors: "active", colorScheme: "dark" }, least: FAINT },
  { name: "more contrast", media: { contrast: "more" }, least: VANISHES, analyse: true },
  { name: "print", media: { media: "print" }, least: VANISHES },
];
const PLAIN = { media: null, colorScheme: "light", forcedColors: "none", contrast: "no-preference", reducedMotion: "no-preference" };

const SETTLE_LIMIT_MS = 500; // our transitions take 120

/** Runs in the page: colours that are still changing would be judged halfway. */
async function settleIn(limit) {
  const done = Promise.allSettled(document.getAnimations().map((a) => a.finished));
  await Promise.race([done, new Promise((later) => setTimeout(later, limit))]);
}

async function emulate(page, mode) {
  await page.emulateMedia({ ...PLAIN, ...mode });
  await inPage(page, settleIn, SETTLE_LIMIT_MS);
}

export async function colours(page) {
  const problems = [];
  try {
    for (const { name, media, least, analyse } of MODES) {
      await emulate(page, media);
      problems.push(...(await inPage(page, readInvisible, least)).map((text) => `${name}: ${text}`));
      if (analyse) problems.push(...(await axe(page, { rules: COLOUR_RULES })).violations.map((text) => `${name}: ${text}`));
    }
  } finally {
    await emulate(page, {});
  }
  return problems;
}

/** Runs in the page. */
function readMotion() {
  const { describe } = globalThis.voordeurChecks;
  // In folded parts nothing is drawn, so a change of colour there never ends.
  const drawn = document.getAnimations().filter((a) => a.effect.target.checkVisibility());
  const problems = drawn.map((a) => `moves: ${describe(a.effect.target)}`);
  for (const e of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    const seconds = style.transitionDuration.split(",").map(parseFloat);
    if (Math.max(...seconds) > 0.001 && style.transitionProperty !== "none") problems.push(`would move: ${describe(e)}`);
    if (style.animationName !== "none" && parseFloat(style.animationDuration) > 0.001) problems.push(`is animated: ${describe(e)}`);
  }
  if (getComputedStyle(document.documentElement).scrollBehavior === "smooth") problems.push("scrolls smoothly");
  return problems.slice(0, 10);
}

export async function motion(page) {
  await emulate(page, { reducedMotion: "reduce" });
  try {
    return await inPage(page, readMotion);
  } finally {
    await emulate(page, {});
  }
}

/** How many sheets of A4 the page takes. */
export async function sheets(page) {
  const pdf = await page.pdf({ format: "A4" });
  return (pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? []).length;
}
