// Runs on the system's Node >= 20 with nothing installed: no packages, no TypeScript here.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const at = (...parts) => path.join(root, ...parts);
const stampFile = at("node_modules", ".keymark-installed");
const neededNode = [22, 12];
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
/** How long npm may undo an installation half done, which the next start does over anyway. */
const undoMs = 3000;

const say = (line) => process.stderr.write(`${line}\n`);

function fail(message) {
  say(message);
  process.exit(1);
}

const stamp = () =>
  createHash("sha256")
    .update(readFileSync(at("package-lock.json")))
    .update(readFileSync(at("package.json")))
    .update(`${process.platform} ${process.arch}`)
    .digest("hex");

/** Whether what npm itself noted as installed has every package of the lock that is not optional, in its version. */
function npmInstalledAll() {
  const hidden = at("node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const { packages: have } = JSON.parse(readFileSync(hidden, "utf8"));
  const { packages: want } = JSON.parse(readFileSync(at("package-lock.json"), "utf8"));
  return Object.entries(want).every(([name, p]) => name === "" || p.optional || have[name]?.version === p.version);
}

function installed() {
  if (!existsSync(at("node_modules"))) return false;
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp()) return true;
  if (!npmInstalledAll()) return false;
  writeFileSync(stampFile, stamp());
  return true;
}

/** Passes signals on to the child, so that one sent to any process of the chain alone reaches the last. */
function relay(child) {
  const pass = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.off(signal, pass);
  };
}

function npmCommand(args) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith(".js") && existsSync(cli)) return [process.execPath, [cli, ...args]];
  return [process.platform === "win32" ? "npm.cmd" : "npm", args];
}

/** Runs npm with a line of progress every five seconds; resolves to `{ code, stopped, output }`. */
function npm(args) {
  const [command, all] = npmCommand([...args, "--include=dev", "--include=optional", "--no-progress"]);
  const began = Date.now();
  return new Promise((resolve) => {
    let output = "";
    let stopped = false;
    const child = spawn(command, all, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const stop = relay(child);
    const end = () => {
      stopped = true;
      setTimeout(() => child.kill("SIGKILL"), undoMs).unref();
    };
    for (const name of signals) process.once(name, end);
    const tick = setInterval(() => say(`  … ${Math.round((Date.now() - began) / 1000)} s`), 5000);
    const done = (code, signal) => {
      clearInterval(tick);
      stop();
      for (const name of signals) process.off(name, end);
      resolve({ code, stopped: stopped || Boolean(signal), output });
    };
    const keep = (chunk) => {
      output = (output + chunk).slice(-20000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => {
      keep(error.message);
      done(1);
    });
    child.on("close", done);
  });
}

const troubles = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i,
    "The package registry cannot be reached. Keymark needs it once, to install its packages: connect this machine " +
      "to the internet, or set npm's registry or proxy (npm config set registry …), and start again.",
  ],
  [/ENOSPC/, "The disk is full. The packages need about 1.5 GB in node_modules."],
  [/EACCES|EPERM|EROFS/, `This user may not write to ${at("node_modules")}. Start as the owner of the folder.`],
  [/spawn npm\S* ENOENT/, "npm was not found. It comes with Node.js 20 or later; install it and start again."],
];

async function install() {
  const began = Date.now();
  say("Installing packages (once, and again when they change; usually about a minute)");
  let result = await npm(["ci"]);
  if (
    result.code &&
    !result.stopped &&
    /EUSAGE|in sync|Missing:.*from lock file|Invalid: lock file/i.test(result.output)
  ) {
    say("  npm ci does not accept the lock file on this registry; npm install instead");
    result = await npm(["install", "--no-save"]);
  }
  if (result.stopped) process.exit(1);
  if (result.code) {
    const words = troubles.find(([pattern]) => pattern.test(result.output))?.[1];
    fail(
      `${result.output.trim().split("\n").slice(-15).join("\n")}\n\n${words ?? "npm could not install the packages (its words are above)."}`,
    );
  }
  writeFileSync(stampFile, stamp());
  say(`  packages installed in ${Math.round((Date.now() - began) / 1000)} s`);
}

const enough = ([major, minor]) => major > neededNode[0] || (major === neededNode[0] && minor >= neededNode[1]);

function nodePath() {
  const bundled = at("node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(bundled)) return bundled;
  if (enough(process.versions.node.split(".").map(Number))) return process.execPath;
  return fail(
    `Keymark runs on Node ${neededNode.join(".")} or later. This is ${process.versions.node}, and there is no Node package for ` +
      `${process.platform}-${process.arch} in node_modules: install Node 24 and start again.`,
  );
}

/**
 * npm passes a signal on to the shell between it and us, which may die of it without a word to us: when the process
 * that started us is gone, that was the signal. Only under npm; who starts this file by hand may leave it running.
 */
function watchParent(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill("SIGTERM");
  }, 300);
  watch.unref();
}

/** Keeps the answer's code the child's own: killed by a signal, this process dies by it too. */
function leave(code, signal) {
  if (!signal) process.exit(code ?? 1);
  process.kill(process.pid, signal);
}

/**
 * Installs what is missing, then runs a TypeScript file under Node 24 with the arguments of this process. Its signals
 * and exit code are those of the file.
 * @param {string} file path inside the repository
 */
export async function run(file) {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    fail(`Keymark needs Node 20 or later to start; this is ${process.versions.node}.`);
  }
  if (!installed()) await install();
  const node = nodePath();
  const env = {
    ...process.env,
    INIT_CWD: process.env.INIT_CWD ?? process.cwd(),
    PATH: `${path.dirname(node)}${path.delimiter}${at("node_modules", ".bin")}${path.delimiter}${process.env.PATH ?? ""}`,
  };
  const child = spawn(node, ["--import", "tsx", at(file), ...process.argv.slice(2)], {
    cwd: root,
    stdio: "inherit",
    env,
  });
  const stop = relay(child);
  watchParent(child);
  child.on("error", (error) => fail(`${node} could not be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    stop();
    leave(code, signal);
  });
}
