#!/usr/bin/env node
import { run } from "./bootstrap.mjs";

await run("bench/run.ts");
