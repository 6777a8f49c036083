// SPDX-License-Identifier: EUPL-1.2
// Small measures that run inside the page, shared by the checks; and the one way to run an analysis there.
import { within } from "../lib/within.mjs";

const ANALYSIS_LIMIT_MS = 30_000;

/** Runs in the page: hangs the helpers off one global. */
function installHelpers() {
  if (globalThis.voordeurChecks) return;
  const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();

  /** Any CSS colour as [r, g, b, alpha 0..1]. */
  function rgba(color) {
    if (!known.has(color)) {
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = "rgba(0,0,0,0)";
      brush.fillStyle = color;
      brush.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
      known.set(color, [r, g, b, a / 255]);
    }
    return known.get(color);
  }

  function over(top, under) {
    const a = top[3];
    return [0, 1, 2].map((i) => top[i] * a + under[i] * (1 - a)).concat(1);
  }

  /** The colour behind an element, or null where a picture lies behind it. */
  function background(element) {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.backgroundImage !== "none") return null;
      const color = rgba(style.backgroundColor);
      if (color[3] > 0) layers.push(color);
      if (color[3] === 1) break;
    }
    const canvas = rgba(matchMedia("print").matches ? "#fff" : "Canvas");
    return layers.reverse().reduce((under, top) => over(top, under), canvas);
  }

  function luminance([r, g, b]) {
    const [x, y, z] = [r, g, b].map((v) => {
      const c = v / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  }

  function contrast(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  /** Drawn, and not one of the texts that only a screen reader meets. */
  function visible(element) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 2 && box.height > 2 && !offscreen(element);
  }

  /** Clipped away or moved out of sight on purpose, itself or by a parent. */
  function offscreen(element) {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      const clipped = /inset\(50%\)|inset\(100%\)/.test(style.clipPath) || /rect\((0px|1px)/.test(style.clip);
      if (clipped || (box.width <= 2 && style.overflow !== "visible")) return true;
      if (box.right + scrollX < 0 || box.bottom + scrollY < 0) return true;
    }
    return false;
  }

  function describe(element) {
    const id = element.id ? `#${element.id}` : "";
    const kind = typeof element.className === "string" && element.className ? `.${element.className.split(/\s+/)[0]}` : "";
    const words = (element.getAttribute("aria-label") ?? element.innerText ?? element.name ?? "").trim();
    return `<${element.localName}${id}${kind}> "${words.replace(/\s+/g, " ").slice(0, 50)}"`;
  }

  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true], iframe";

  /** Everything Tab should stop at, in the order of the document. */
  function tabStops() {
    const seenGroups = new Set();
    return [...document.querySelectorAll(CONTROLS)].filter((e) => {
      if (e.tabIndex < 0 || e.disabled || e.closest("[inert]")) return false;
      if (!e.checkVisibility({ visibilityProperty: true })) return false;
      if (e.localName === "input" && e.type === "radio" && e.name) {
        // One stop per group: the chosen one, else the first.
        const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(e.name)}"]`)].filter(
          (r) => r.form === e.form && !r.disabled,
        );
        const stop = group.find((r) => r.checked) ?? group[0];
        const key = group[0];
        if (e !== stop || seenGroups.has(key)) return false;
        seenGroups.add(key);
      }
      return true;
    });
  }

  globalThis.voordeurChecks = { rgba, background, contrast, visible, offscreen, describe, tabStops };
}

/** Runs `analysis(argument)` in the page, helpers at hand, never longer than the limit. */
export async function inPage(page, analysis, argument, what = analysis.name) {
  await within(ANALYSIS_LIMIT_MS, page.evaluate(installHelpers), "helpers");
  return within(ANALYSIS_LIMIT_MS, page.evaluate(analysis, argument), what);
}

/**
 * Lays a style sheet over the page while `body` runs. A constructed sheet, since the pages
 * allow no inline style.
 */
export async function withStyle(page, css, body) {
  await within(
    ANALYSIS_LIMIT_MS,
    page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      globalThis.voordeurSheet = sheet;
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }, css),
    "style on",
  );
  try {
    return await body();
  } finally {
    await within(
      ANALYSIS_LIMIT_MS,
      page.evaluate(() => {
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== globalThis.voordeurSheet);
      }),
      "style off",
    );
  }
}
