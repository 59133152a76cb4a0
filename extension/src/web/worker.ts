/** The worker of the page: the same parts as in the extension, and the keeper of the page's own files. */
import "../background/worker";
import { serveShell } from "./shell";

serveShell();
