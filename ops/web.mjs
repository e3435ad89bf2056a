#!/usr/bin/env node
import { run } from "./bootstrap.mjs";

await run("ops/web.ts");
