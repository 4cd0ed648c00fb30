// The browser of the checks: the one that CHROMIUM names, else the one of .browser/.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const READY = path.join(path.dirname(fileURLToPath(import.meta.url)), ".browser");

// It speaks with the service alone: what a browser would tell its maker is switched off.
const QUIET = [
  "--no-sandbox", // there is no namespace to make one in, for root as in most containers
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

function own() {
  return {
    executablePath: path.join(READY, "chromium"),
    env: {
      HOME: READY,
      FONTCONFIG_FILE: path.join(READY, "fonts.conf"),
      LD_LIBRARY_PATH: path.join(READY, "al2023/lib"),
    },
  };
}

/** A new browser; whoever asks for one closes it. */
export function launch() {
  const given = process.env.CHROMIUM;
  return chromium.launch({ ...(given ? { executablePath: given } : own()), args: QUIET });
}

/**
 * A page of `browser` that writes down what it should not do: what its policy forbade, what it
 * asked of another origin than `origin`, and what it complained of.
 */
export async function watched(browser, origin, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1320, height: 800 }, ...options });
  const page = await context.newPage();
  const seen = { forbidden: [], foreign: [], complaints: [] };
  await page.exposeFunction("told", (what) => seen.forbidden.push(what));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      window.told(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith("data:")) seen.foreign.push(url);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.complaints.push(message.text());
  });
  page.on("pageerror", (fault) => seen.complaints.push(String(fault)));
  return { page, seen };
}
