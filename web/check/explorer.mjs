// Explores as a newcomer does, and prints what she saw as JSON.
// Told on standard input: {url, token, number, shots}: `shots` is a folder for the pictures.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { text as whole } from "node:stream/consumers";
import { launch, watched } from "./chromium.mjs";

const told = JSON.parse(await whole(process.stdin));
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const seen = {};

/** What an editor holds. */
const held = (page, editor) =>
  page.locator(`${editor} .CodeMirror`).evaluate((element) => element.CodeMirror.getValue());

async function type(page, editor, text) {
  await page.locator(`${editor} .CodeMirror`).evaluate((element, given) => {
    element.CodeMirror.setValue(given);
  }, text);
}

/**
 * Rules of accessibility that the page breaks, as WCAG 2.1 A and AA have them. One is left out:
 * an editor scrolls by its own field, which has the focus, and not by the region around it.
 */
async function faults(page) {
  const found = await page.evaluate(`${axe}; axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"],
    rules: { "scrollable-region-focusable": { enabled: false } },
  })`);
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

async function english(browser) {
  const { page, seen: watch } = await watched(browser, told.url, { locale: "en-GB" });
  await page.goto(`${told.url}/explorer`);
  await page.getByLabel("Access token").fill("not.a.token");
  seen.badToken = await page.getByText(/signed token/).textContent();
  seen.complaintsOfBadToken = watch.complaints.splice(0); // a browser notes every 401
  await page.getByLabel("Access token").fill(told.token);
  await page.getByRole("button", { name: /^ScreenPop/ }).click();
  await page.getByText("sent by its id").waitFor();
  seen.footprint = await page.locator(".footprint").innerText();
  await type(page, ".variables", JSON.stringify({ number: told.number }, null, 2));
  const [request] = await Promise.all([
    page.waitForRequest((each) => each.url().endsWith("/graphql")),
    page.getByRole("button", { name: "Run" }).click(),
  ]);
  seen.sent = request.postDataJSON();
  await page.locator(".answer").getByText("EXACT").waitFor();
  seen.answer = await held(page, ".answer");
  await page.getByLabel("Purpose", { exact: true }).selectOption("SERVICE_SUPPORT");
  await page.locator(".document .CodeMirror").evaluate((element) => element.CodeMirror.focus());
  seen.unaccessible = await faults(page);
  await page.screenshot({ path: path.join(told.shots, "explorer.png") });
  await type(page, ".document", "query Who($n: PhoneNumber!) { callerContext(number: $n) { resolution { status } } }");
  await page.getByText("the purpose goes in a header").waitFor();
  seen.adHoc = await page.locator(".footprint").innerText();
  await page.getByRole("button", { name: "Write into document" }).click();
  seen.written = await held(page, ".document");
  await type(page, ".document", `{ callerContext(number: "${told.number}") { resolution { status } } }`);
  await page.getByText("LITERAL_NOT_ALLOWED").waitFor();
  seen.refused = await page.locator(".footprint").innerText();
  seen.address = page.url();
  seen.lasting = await page.evaluate(() => JSON.stringify({ ...localStorage }) + document.cookie);
  seen.kept = await page.evaluate(() => Object.keys(sessionStorage).sort());
  return watch;
}

async function chinese(browser) {
  const options = { locale: "zh-CN", colorScheme: "dark" };
  const { page, seen: watch } = await watched(browser, told.url, options);
  await page.goto(`${told.url}/explorer`);
  await page.getByLabel("访问令牌").fill(told.token);
  await page.getByRole("button", { name: /^LogCall/ }).click();
  await page.getByText("以编号发送").waitFor();
  seen.zh = await page.locator(".footprint").innerText();
  await page.getByRole("tab", { name: "数据结构" }).click();
  await page.getByText("CallerContext").first().waitFor();
  seen.unaccessibleInTheDark = await faults(page);
  await page.screenshot({ path: path.join(told.shots, "explorer.zh.png") });
  return watch;
}

const browser = await launch();
try {
  const watches = await Promise.all([english(browser), chinese(browser)]);
  for (const name of ["forbidden", "foreign", "complaints"]) {
    seen[name] = watches.flatMap((watch) => watch[name]);
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(seen));
