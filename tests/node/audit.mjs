// The server audits of graphql-http against one address, as one line of JSON.
//
// Standard input holds {"url", "token"}: a token in an argument would stand in the list of processes.
import { readFileSync } from "node:fs";
import { auditServer } from "graphql-http";

const { url, token } = JSON.parse(readFileSync(0, "utf8"));
const authorization = `Bearer ${token}`;

const results = await auditServer({
  url,
  fetchFn: (address, init = {}) =>
    fetch(address, { ...init, headers: { ...init.headers, authorization } }),
});

const told = results.map(({ id, name, status, reason = "" }) => ({ id, name, status, reason }));
console.log(JSON.stringify(told));
