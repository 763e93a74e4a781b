import { start } from "./shell.js";

start({ page: "story" });
