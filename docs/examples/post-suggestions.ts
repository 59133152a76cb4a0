/**
 * Tell a chat channel what there is to share this week: one message with the titles, or none when nothing is new.
 *
 *     VERTEL_SERVER=https://vertel.example.nl VERTEL_API_KEY=vk_... CHAT_WEBHOOK=https://chat.example.nl/hooks/... \
 *       node post-suggestions.ts
 *
 * A reader's key will do. Node 20 does not read TypeScript yet: build it first, or run it with a newer one.
 */
import { Vertel, VertelError } from "vertel-schema/client";

const DAY_MS = 24 * 60 * 60 * 1000;
const { VERTEL_SERVER = "", VERTEL_API_KEY, CHAT_WEBHOOK = "" } = process.env;

async function newThisWeek(now: number): Promise<string[]> {
  const vertel = new Vertel(VERTEL_SERVER, { token: VERTEL_API_KEY });
  const titles: string[] = [];
  for await (const suggestion of vertel.suggestions.browseAll({ view: "manage", status: "published", limit: 100 })) {
    const shownSince = Date.parse(suggestion.publish_at ?? suggestion.created_at);
    if (shownSince <= now && shownSince > now - 7 * DAY_MS) titles.push(suggestion.title);
  }
  return titles;
}

try {
  const titles = await newThisWeek(Date.now());
  if (titles.length > 0) {
    const text = ["New in Vertel this week:", ...titles.map((title) => `- ${title}`)].join("\n");
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(CHAT_WEBHOOK, { method: "POST", headers, body: JSON.stringify({ text }) });
    if (!answer.ok) throw new Error(`the chat answered ${String(answer.status)}`);
  }
  console.log(`${String(titles.length)} new.`);
} catch (error) {
  console.error(error instanceof VertelError ? error.message : error);
  process.exitCode = 1;
}
