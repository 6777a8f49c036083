// SPDX-License-Identifier: EUPL-1.2
// A6: everything is reached with Tab, in the order of the document, without a trap; where one is stays visible and uncovered.
import { inPage } from "./in-page.mjs";

const EXTRA_STOPS = 8; // regions that scroll get focus from the browser by themselves

/** Runs in the page: numbers the stops; returns how many there are and what is wrong before the walk. */
function prepare() {
  const { describe, tabStops } = globalThis.voordeurChecks;
  const stops = tabStops();
  globalThis.voordeurStops = stops;
  const problems = stops.filter((e) => e.tabIndex > 0).map((e) => `tabindex above 0: ${describe(e)}`);
  for (const e of document.querySelectorAll("[onclick]")) problems.push(`acts on a click by attribute: ${describe(e)}`);
  document.activeElement?.blur?.();
  scrollTo(0, 0);
  return { count: stops.length, problems };
}

/** Runs in the page: where the focus is, whether one sees it and whether something covers it. */
function look() {
  const { background, contrast, describe, rgba } = globalThis.voordeurChecks;
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const shown = /checkbox|radio|file/.test(e.type ?? "") && e.labels?.length ? [e, ...e.labels] : [e];

  /** An outline of 2 px that stands out from what lies behind, on the control or on what wraps it. */
  function outlined() {
    const near = [...shown, e.parentElement, e.parentElement?.parentElement].filter(Boolean);
    return near.some((x) => {
      const style = getComputedStyle(x);
      const behind = background(x.parentElement ?? x);
      const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      const colors = outline ? [style.outlineColor] : [];
      if (x === e) {
        const ring = /(rgba?\([^)]*\)|#\w+|color\([^)]*\))\s+0px 0px 0px (\d+)px/.exec(style.boxShadow);
        if (ring && Number(ring[2]) >= 2) colors.push(ring[1]);
      }
      return colors.some((color) => behind === null || contrast(rgba(color), behind) >= 3);
    });
  }

  /** All of it lies under something else, such as a bar that stays in place. */
  function covered() {
    const rects = shown.flatMap((x) => [...x.getClientRects()]).filter((r) => r.width > 1 && r.height > 1);
    if (rects.length === 0) return false;
    return !rects.some((r) => {
      const xs = [r.left + 3, (r.left + r.right) / 2, r.right - 3];
      const ys = [r.top + 3, (r.top + r.bottom) / 2, r.bottom - 3];
      return xs.some((x) => ys.some((y) => {
        const hit = document.elementFromPoint(x, y);
        return hit && shown.some((s) => s.contains(hit) || hit.contains(s));
      }));
    });
  }

  const box = e.getBoundingClientRect();
  return {
    index: globalThis.voordeurStops.indexOf(e),
    name: describe(e),
    outlined: outlined(),
    covered: covered(),
    box: { x: box.x - 8, y: box.y - 8, width: box.width + 16, height: box.height + 16 },
  };
}

/** Runs in the page. */
function namesOf(indexes) {
  return indexes.map((i) => globalThis.voordeurChecks.describe(globalThis.voordeurStops[i]));
}

/** The outline told nothing: does anything change on the screen when the focus leaves? */
async function changesWithFocus(page, box) {
  const size = page.viewportSize();
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  const clip = { x, y, width: Math.min(box.width, size.width - x), height: Math.min(box.height, size.height - y) };
  if (clip.width < 2 || clip.height < 2) return false;
  const focused = await page.screenshot({ clip });
  await page.evaluate(() => {
    globalThis.voordeurLast = document.activeElement;
    document.activeElement.blur();
  });
  const left = await page.screenshot({ clip });
  await page.evaluate(() => globalThis.voordeurLast.focus({ preventScroll: true, focusVisible: true }));
  return !focused.equals(left);
}

export async function keyboard(page) {
  const { count, problems } = await inPage(page, prepare);
  const walk = [];
  for (let i = 0; i < count + EXTRA_STOPS; i += 1) {
    await page.keyboard.press("Tab");
    const stop = await inPage(page, look);
    // Past the last stop the focus leaves the page: no trap.
    if (stop === null || (walk.length > 0 && stop.index >= 0 && stop.index === walk[0])) break;
    if (stop.index >= 0) {
      if (walk.at(-1) === stop.index) {
        problems.push(`the focus does not leave ${stop.name}`);
        break;
      }
      walk.push(stop.index);
    }
    if (!stop.outlined && !(await changesWithFocus(page, stop.box))) problems.push(`one does not see the focus on ${stop.name}`);
    if (stop.covered) problems.push(`something covers ${stop.name} while it has the focus`);
  }
  const missed = [...Array(count).keys()].filter((i) => !walk.includes(i));
  if (missed.length > 0) problems.push(`Tab does not reach ${(await inPage(page, namesOf, missed.slice(0, 5))).join(", ")}`);
  const backwards = walk.filter((index, i) => i > 0 && index < walk[i - 1]);
  if (backwards.length > 0) problems.push(`out of order: ${(await inPage(page, namesOf, backwards.slice(0, 5))).join(", ")}`);
  return problems;
}
