/** What somebody writes who has only the tarball: it is type-checked strictly, and run in Node and in a browser. */
import { SCHEMA_VERSION, validateSuggestionRequest, type SuggestionPage, type SuggestionRequest } from "vertel-schema";
import { ProblemError, Vertel, type Fetch } from "vertel-schema/client";
import { faults } from "vertel-schema/faults";

const LINK = { code: "k7", url: "https://go.example.nl/k7", scope: "own", destination_url: "https://a.example.nl/" };
const PROBLEM = { type: "t", title: "No", status: 404, detail: "There is no such link." };

const answer: Fetch = (_url, init) => {
  const found = typeof init?.body === "string" && init.body.includes("k7");
  return Promise.resolve(new Response(JSON.stringify(found ? LINK : PROBLEM), { status: found ? 200 : 404 }));
};

export const titles = (page: SuggestionPage): string[] => page.items.map(({ title }) => title);

export async function main(): Promise<string[]> {
  const lines: string[] = [SCHEMA_VERSION];
  const story: SuggestionRequest = { kind: "story", title: "Samen naar buiten" };
  lines.push(String(validateSuggestionRequest(story)), faults("SuggestionRequest", { kind: "story" })[0]?.pointer ?? "");
  const vertel = new Vertel("https://vertel.example.nl", { token: "vk_x", fetch: answer });
  lines.push((await vertel.links.make({ destination_url: "https://a.example.nl/", code: "k7" })).code);
  try {
    await vertel.links.read("k8");
  } catch (error) {
    if (error instanceof ProblemError) lines.push(`${error.status} ${error.detail}`);
  }
  return lines;
}
