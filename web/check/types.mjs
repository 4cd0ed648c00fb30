// Writes the types of the schema for the examples, out of graphql/schema.graphql.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { minifyIntrospection, outputIntrospectionFile } from "@gql.tada/internal";
import { buildSchema, introspectionFromSchema } from "graphql";

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const INTO = path.join(ROOT, "docs/examples/screen-pop/generated");

const sdl = await readFile(path.join(ROOT, "graphql/schema.graphql"), "utf8");
const introspection = introspectionFromSchema(buildSchema(sdl));
const types = outputIntrospectionFile(minifyIntrospection(introspection), {
  fileType: ".d.ts",
  shouldPreprocess: true,
});
await mkdir(INTO, { recursive: true });
await writeFile(path.join(INTO, "schema.d.ts"), types);
