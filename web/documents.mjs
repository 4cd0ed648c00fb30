// Writes the ids of the trusted documents that an example sends, and their texts as types.
//
// The id is the SHA-256 of the file, as in graphql/manifest.json. The text stands in a function
// that is never called: the type checker reads it, and no byte of it reaches the browser.

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const first = (name) => name[0].toLowerCase() + name.slice(1);
const constant = (name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();

/** Write `into`/documents.ts for `named`, such as "agent/ScreenPop", out of the folder `operations`. */
export async function writeDocuments(operations, named, into) {
  const written = await Promise.all(
    named.map(async (place) => {
      const text = await readFile(path.join(operations, `${place}.graphql`), "utf8");
      const id = createHash("sha256").update(text).digest("hex");
      const name = path.basename(place);
      const literal = text.replace(/[\\`]|\$\{/g, "\\$&");
      return [
        `const ${first(name)} = () => graphql(\`${literal}\`);`,
        `export type ${name} = ReturnType<typeof ${first(name)}>;`,
        `export const ${constant(name)}: Trusted<${name}> = { id: "sha256:${id}" };`,
      ].join("\n");
    }),
  );
  await mkdir(into, { recursive: true });
  const top = 'import type { Graphql, Trusted } from "../typed";\n\ndeclare const graphql: Graphql;';
  await writeFile(path.join(into, "documents.ts"), `${[top, ...written].join("\n\n")}\n`);
}
