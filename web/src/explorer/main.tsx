import { createRoot } from "react-dom/client";
import { App } from "./app";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "./main.css";

const place = document.getElementById("explorer");
if (place) createRoot(place).render(<App />);
