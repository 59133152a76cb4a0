/** The npm side of the clients' contract test: calls every operation once, and prints what was sent, by operation. */

import { readFileSync } from "node:fs";

import { Vertel, VertelError } from "../../shared_schema/js/client.js";

const { $comment, ...operations } = JSON.parse(
  readFileSync(new URL("../../shared_schema/generated/operations.json", import.meta.url), "utf-8"),
);
const id = process.argv[2];
const camel = (name) => name.replace(/[_-](\w)/g, (_, letter) => letter.toUpperCase());

const sent = {};
for (const [name, row] of Object.entries(operations)) {
  const fetch = (url, { method, headers }) => {
    sent[name] = { method, url, headers };
    return Promise.resolve(new Response(null, { status: 204 }));
  };
  const [namespace, method] = name.split(".").map(camel);
  const body = row.request ? [{}] : row.files.length > 0 ? ["x", row.files[0]] : [];
  const query = row.query.length > 0 ? [{}] : [];
  const places = row.path.match(/\{\w+\}/g) ?? [];
  const vertel = new Vertel("https://vertel.example.com", { token: "vk_x", fetch });
  try {
    await vertel[namespace][method](...places.map((place) => (place === "{version}" ? "1" : id)), ...body, ...query, { ifMatch: '"1"' });
  } catch (error) {
    if (!(error instanceof VertelError)) throw error;
  }
}
process.stdout.write(JSON.stringify(sent));
