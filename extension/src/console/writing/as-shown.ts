/** What is being written as the suggestion that colleagues would read, for the panel's own components. */
import type { Suggestion } from "../../shared/shapes";
import { asDocument, type Form } from "./form";

export function asShown(form: Form): Suggestion {
  const document = asDocument(form);
  const now = new Date().toISOString();
  const { external_id, kind, destination_url, publish_at, expires_at, titles } = document;
  return {
    ...{ external_id, kind, destination_url, publish_at, expires_at },
    titles: titles.map(({ language, text }) => ({ language, text })),
    id: "preview",
    title: form.title === "" && titles.length === 0 ? "–" : document.title,
    captions: document.captions.map(({ language, tone = "personal", text }, at) => ({ id: `caption-${String(at)}`, language, tone, text })),
    prompts: document.prompts.map(({ language, question, opening = null }, at) => ({ id: `prompt-${String(at)}`, language, question, opening })),
    image: form.image && { ...form.image, alt: form.image.alt ?? null, url: "", width: 1, height: 1 },
    audience: { teams: [], locations: [], languages: [], ...form.audience },
    people: [],
    status: "published",
    created_at: now,
    updated_at: now,
    warnings: [],
  };
}
