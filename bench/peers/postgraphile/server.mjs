// PostGraphile 5 over the plain tables, as its pages advise for production: one process, grafserv
// on Node's own server, documents and plans cached, statements prepared, no transaction around a
// read, answers written as text, and nothing that only developers use.
//
//   node server.mjs PORT CONNECTIONS      PGHOST, PGUSER, PGPASSWORD, PGDATABASE name the database
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const [port, connections] = process.argv.slice(2).map(Number);

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      poolConfig: { max: connections, min: connections },
      schemas: ["public"],
      pubsub: false,
    }),
  ],
  grafast: { explain: false },
  grafserv: {
    graphiql: false,
    graphiqlOnGraphQLGET: false,
    outputDataAsString: true,
    watch: false,
    websockets: false,
  },
});

const server = createServer();
server.on("error", (error) => {
  console.error(error);
  process.exit(1);
});
await instance.createServ(grafserv).addTo(server);
server.listen(port, "127.0.0.1");

process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  void instance.release().then(() => process.exit(0));
});
