/** A suggestion to write on from another one. */
import type { SuggestionRequest } from "vertel-schema";
import type { Suggestion } from "../../shared/shapes";

/** Longest title that the API takes. */
const TITLE_LENGTH = 200;

/**
 * A draft with the same words, picture and audience. It begins and ends on days of its own, and has no name in another
 * system; whoever is in it is asked anew.
 *
 * @param titled the title of a copy: "Taart (kopie)"
 */
export function copyOf(suggestion: Suggestion, titled: (title: string) => string): SuggestionRequest {
  const { kind, title, titles = [], destination_url, utm, captions, prompts, guidance = [], image, audience, people } = suggestion;
  return {
    kind,
    title: titled(title).slice(0, TITLE_LENGTH),
    titles: titles.map(({ language, text }) => ({ language, text: titled(text).slice(0, TITLE_LENGTH) })),
    destination_url,
    utm: utm ?? null,
    captions: captions.map(({ language, tone, text }) => ({ language, tone, text })),
    prompts: prompts.map(({ language, question, opening }) => ({ language, question, opening })),
    guidance: guidance.map(({ language, do: good, dont }) => ({ language, do: good, dont })),
    image: image && { id: image.id, alt: image.alt, alt_texts: [...image.alt_texts ?? []], focal_point: image.focal_point ?? null },
    audience,
    people: people.map(({ name }) => ({ name, consent_until: null })),
    status: "draft",
  };
}
