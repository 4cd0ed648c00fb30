// Answers a call as an agent does, and prints what she saw as JSON.
// Told on standard input: {url, agent, marketer, number, shots}: two tokens, and where pictures go.

import path from "node:path";
import { text as whole } from "node:stream/consumers";
import { launch, watched } from "./chromium.mjs";

const told = JSON.parse(await whole(process.stdin));
const seen = { sent: [] };

const browser = await launch();
try {
  const { page, seen: watch } = await watched(browser, told.url, {
    locale: "zh-CN",
    viewport: { width: 1160, height: 560 },
  });
  page.on("request", (request) => {
    if (request.url().endsWith("/graphql")) seen.sent.push(request.postDataJSON());
  });
  const screen = page.locator("#screen");
  const act = async (token, button) => {
    await page.getByLabel("Token").fill(token);
    await page.getByRole("button", { name: button }).click();
  };

  await page.goto(`${told.url}/examples/screen-pop`);
  await page.getByLabel("Number").fill(told.number);
  await act(told.agent, "Answer");
  await screen.getByText("May she be contacted").waitFor();
  seen.caller = await screen.innerText();
  await page.screenshot({ path: path.join(told.shots, "screen-pop.png") });

  await act(told.agent, "May I sell?");
  await screen.getByRole("alert").waitFor();
  seen.refused = await screen.innerText();
  seen.complaintsOfRefusal = watch.complaints.splice(0); // a browser notes every 400
  await page.screenshot({ path: path.join(told.shots, "screen-pop.refused.png") });

  await act(told.marketer, "May I sell?");
  await screen.getByText("Marketing").waitFor();
  seen.absent = await screen.innerText();
  Object.assign(seen, watch);
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(seen));
