// Builds the pages into the folder that the first argument names. Run it by `make web`.
//
// Nothing is inline and nothing is foreign: one script with its parts and one style sheet a page,
// each named by a digest of what is in it, so that a browser may keep it for ever.

import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeDocuments } from "./documents.mjs";

const WEB = path.dirname(fileURLToPath(import.meta.url));
const into = path.resolve(process.argv[2]);

const PAGES = [
  { name: "explorer", at: "/explorer", source: path.join(WEB, "src/explorer") },
  {
    name: "screen-pop",
    at: "/examples/screen-pop",
    source: path.join(WEB, "../docs/examples/screen-pop"),
    documents: ["agent/ScreenPop", "agent/Contactability", "marketing/CallList"],
  },
];

// What would write a style sheet into the page at run time; the policy allows none.
const withoutStyles = {
  name: "without-styles",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^react-style-singleton$/ }, () => ({ path: "none", namespace: "none" }));
    onLoad({ filter: /.*/, namespace: "none" }, () => ({
      contents: "export const styleSingleton = () => () => null;",
    }));
  },
};

async function page({ name, at, source, documents = [] }) {
  if (documents.length > 0) {
    const operations = path.join(WEB, "../graphql/operations");
    await writeDocuments(operations, documents, path.join(source, "generated"));
  }
  const folder = path.join(into, name);
  const made = `${folder}.new`;
  await rm(made, { recursive: true, force: true });
  await mkdir(made, { recursive: true });
  const built = await build({
    absWorkingDir: WEB,
    entryPoints: [path.join(source, "main")],
    outdir: made,
    bundle: true,
    format: "esm",
    splitting: true,
    minify: true,
    metafile: true,
    charset: "utf8",
    jsx: "automatic",
    target: "es2022",
    legalComments: "external",
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
    define: { "process.env.NODE_ENV": '"production"' },
    nodePaths: [path.join(WEB, "node_modules")],
    tsconfigRaw: {},
    plugins: [withoutStyles],
    logLevel: "warning",
  });
  // Parts that are loaded later count as entries too, but have no style sheet.
  const [script, { cssBundle }] = Object.entries(built.metafile.outputs).find(
    ([, output]) => output.entryPoint && output.cssBundle,
  );
  const html = await readFile(path.join(source, "index.html"), "utf8");
  const named = html
    .replace("main.css", `${at}/${path.basename(cssBundle)}`)
    .replace("main.js", `${at}/${path.basename(script)}`);
  await writeFile(path.join(made, "index.html"), named);
  await rm(folder, { recursive: true, force: true });
  await rename(made, folder);
}

await Promise.all(PAGES.map(page));
