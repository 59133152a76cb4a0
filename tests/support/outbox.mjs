/**
 * The extension's worker as it really is, on a bad day: its outbox, its session and its client of the API, against a real
 * server, over a network that loses, doubles and holds up, and killed at every await. Prints what should be on the server.
 *
 *     node outbox.mjs SERVER CODE SUGGESTION SEED
 */

import { AsyncLocalStorage } from "node:async_hooks";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [server, code, suggestionId, seed] = process.argv.slice(2);
const SOURCES = join(dirname(fileURLToPath(import.meta.url)), "../../extension/src");
const EVENTS = 5;
/** Lives beyond those that end at each await: they end anywhere. */
const MORE_LIVES = 60;
/** Shorter lives than expected are tried again: a lost request skips what would have come after it, and few are longest. */
const TRIES = 200;

const { api, Outbox, Session, uuid7, isEvent } = await theExtension();

async function theExtension() {
  const contents = `
    export * as api from "./background/api";
    export { Outbox } from "./background/outbox";
    export { Session } from "./background/session";
    export { isEvent } from "./shared/keys";
    export { uuid7 } from "./shared/uuid7";`;
  const bundle = { stdin: { contents, resolveDir: SOURCES }, bundle: true, format: "esm", write: false };
  const { outputFiles } = await build({ ...bundle, logLevel: "warning" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** Seeded, so that a failure can be repeated. */
let state = Number(seed);
function random() {
  state = (state * 1664525 + 1013904223) % 2 ** 32;
  return state / 2 ** 32;
}

// --- what outlives a worker: the browser's storage, its alarm, the network ---

const stored = new Map();
const everStored = new Set();
const acknowledged = new Set();
let alarm;
let clock = Date.now();

const storage = {
  get: async (keys) => structuredClone(Object.fromEntries(keys.flatMap((key) => (stored.has(key) ? [[key, stored.get(key)]] : [])))),
  set: async (items) => {
    for (const [key, value] of Object.entries(items)) {
      stored.set(key, structuredClone(value));
      if (isEvent(key)) everStored.add(value.share.id);
    }
  },
  remove: async (keys) => keys.forEach((key) => stored.delete(key)),
  keys: async () => [...stored.keys()],
};

const network = globalThis.fetch;
const traffic = { requests: 0, dropped: 0, doubled: 0 };
const late = [];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const lost = () => {
  traffic.dropped += 1;
  throw new TypeError("lost on the way");
};

/** What becomes of ten requests, in any order: a fifth is lost on its way there or back, a fifth arrives twice. */
const FATES = ["lost", "answer lost", "doubled", "doubled", "held up", "held up", "held up", "", "", ""];
let bag = [];

/** The second copy of a doubled request arrives after others. */
async function badNetwork(url, init) {
  if (bag.length === 0) bag = [...FATES];
  const [fate] = bag.splice(Math.floor(random() * bag.length), 1);
  const send = () => network(url, { ...init, signal: undefined });
  traffic.requests += 1;
  if (fate === "lost") return lost();
  if (fate === "doubled") {
    traffic.doubled += 1;
    late.push(pause(20 + random() * 100).then(send).then((copy) => copy.text()));
  }
  if (fate === "held up") await pause(random() * 10);
  const answer = await send();
  return fate === "answer lost" ? lost() : answer;
}

// --- a worker's life ---

const here = new AsyncLocalStorage();
globalThis.fetch = (url, init) => here.getStore().fetch(url, init);

/** Dies at the step `dies.at` that it waits for, `before` that has taken effect or `after`; nothing of it goes on then. */
function newLife(dies) {
  const never = new Promise(() => undefined);
  let die;
  const life = { steps: 0, dead: false, end: new Promise((resolve) => (die = resolve)) };
  const kill = () => {
    life.dead = true;
    die();
    return never;
  };
  life.mortal = (work) => async (...given) => {
    if (life.dead) return never;
    life.steps += 1;
    const mine = life.steps === dies?.at ? dies.when : undefined;
    if (mine === "before") return kill();
    try {
      return await work(...given);
    } finally {
      if (mine === "after") kill();
      if (life.dead) await never;
    }
  };
  life.fetch = life.mortal(badNetwork);
  life.store = Object.fromEntries(Object.entries(storage).map(([name, work]) => [name, life.mortal(work)]));
  return life;
}

/** As background/worker.ts wires it. */
function workerIn({ store, mortal }) {
  const session = new Session(store, api, () => clock);
  return new Outbox({
    store,
    send: async (batch, access) => api.shares(access ?? (await session.access()), batch),
    owner: async () => (await session.account())?.id,
    wake: mortal(async (when) => (alarm = when)),
    now: () => clock,
  });
}

/** Woken by its alarm, it is given events while it sends what waited. True when it was killed. */
async function live(events, dies) {
  const life = newLife(dies);
  const living = here.run(life, async () => {
    const outbox = workerIn(life);
    clock = Math.max(clock, alarm ?? 0);
    void outbox.flush();
    for (let i = 0; i < events; i += 1) {
      const share = { id: uuid7(), suggestion_id: suggestionId, caption_id: null, link_code: null };
      await outbox.add({ ...share, method: "insert", similarity: null, occurred_at: new Date().toISOString() });
      acknowledged.add(share.id);
      void outbox.flush();
    }
    await outbox.flush();
  });
  await Promise.race([living, life.end]);
  return { killed: life.dead, steps: life.steps };
}

here.run({ fetch: network }, () => new Session(storage, api, () => clock).connect(server, code));
while (!stored.has("account")) await pause(5);

let longest = 0;
for (let i = 0; i < 5; i += 1) longest = Math.max(longest, (await live(EVENTS)).steps);
const missed = [];
let kills = 0;
for (let at = 1; at <= longest; at += 1) {
  for (const when of ["before", "after"]) {
    let killed = false;
    for (let tries = 0; !killed && tries < TRIES; tries += 1) ({ killed } = await live(EVENTS, { at, when }));
    if (killed) kills += 1;
    else missed.push(`${at} ${when}`);
  }
}
for (let i = 0; i < MORE_LIVES; i += 1) {
  const at = 1 + Math.floor(random() * longest);
  await live(EVENTS, { at, when: random() < 0.5 ? "before" : "after" });
}
for (let i = 0; [...stored.keys()].some(isEvent) && i < 50; i += 1) await live(0);
await Promise.all(late);
const waiting = [...stored.keys()].filter(isEvent);
const told = { everStored: [...everStored], acknowledged: [...acknowledged], waiting, longest, kills, missed, traffic };
process.stdout.write(JSON.stringify(told), () => process.exit(0));
