import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/controls.css";
import "./styles/track.css";
import "./styles/story.css";
import "./styles/names.css";
import "./styles/blocks.css";
import "./styles/ledger.css";
import "./styles/widgets.css";
import "./styles/home.css";
import "./styles/readiness.css";
import "./styles/account.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("Expected an element with id root in index.html, found none");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
