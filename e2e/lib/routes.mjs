// SPDX-License-Identifier: EUPL-1.2
// From the route table to pages one can visit: who signs in, which address has content in this demo.

/** Not pages: files, machines, streams. What else is no HTML shows in its content type. */
const NO_PAGES = /^\/(assets|api|\.well-known|livez|readyz|metrics|openapi)|\/live$|\.(json|txt|xml|svg|ico|eml|csv)$/;
const PARAMETER = /\{\*?([^}]+)\}/g;

/** Pages to visit: GET routes that people open; first those without parameters, which lead to the others. */
export function pageRoutes(table) {
  const depth = (route) => route.path.split("{").length;
  return table
    .filter((route) => route.method === "GET" && !NO_PAGES.test(route.path) && !route.access.includes("system"))
    .sort((a, b) => depth(a) - depth(b));
}

/** The role to sign in with ("resident": by number and volgcode), or null for a page that is open to all. */
export function roleFor(route) {
  if (route.access.includes("public")) return null;
  const ordinary = ["medewerker", "teamleider", "beheerder"];
  return ordinary.find((rol) => route.access.includes(rol)) ?? route.access[0];
}

function pattern(path) {
  const escaped = path.replace(/[.+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(PARAMETER, "([^/]+)")}$`);
}

function names(path) {
  return [...path.matchAll(PARAMETER)].map((m) => m[1]);
}

/**
 * Learns from the links on pages what the parameters of paths can be: a link to /werk/vraag/TH-26-000012
 * gives {ref} a value that exists in this demo.
 */
export class Samples {
  #routes;
  #known = new Map();

  constructor(table) {
    this.#routes = table.filter((r) => r.path.includes("{")).map((r) => ({ path: r.path, pattern: pattern(r.path), names: names(r.path) }));
  }

  learn(hrefs) {
    for (const href of hrefs) {
      const path = href.replace(/[?#].*$/, "");
      for (const route of this.#routes) {
        const match = route.pattern.exec(path);
        if (!match) continue;
        route.names.forEach((name, i) => {
          const key = `${route.path.split("{")[0]}${name}`;
          if (!this.#known.has(key)) this.#known.set(key, match[i + 1]);
          if (!this.#known.has(name)) this.#known.set(name, match[i + 1]);
        });
      }
    }
  }

  /** Addresses to try, best first: the declared sample, then one put together from links. */
  candidates(route) {
    if (!route.path.includes("{")) return [route.sample || route.path];
    const made = route.path.replace(PARAMETER, (whole, name) => this.#known.get(`${route.path.split("{")[0]}${name}`) ?? this.#known.get(name) ?? whole);
    return [route.sample, ...(made.includes("{") ? [] : [made])].filter(Boolean);
  }
}
