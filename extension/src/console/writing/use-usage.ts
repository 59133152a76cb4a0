/** How often each caption was shared, in steps of five: which are used, and which are hardly. */
import { api } from "../api";
import { useLoaded } from "../ui/use-loaded";
import type { FormCaption } from "./form";
import { same } from "./merge";
import type { WritingSession } from "./session";

export type UsesOf = (caption: FormCaption) => number | undefined;

/** Of captions as colleagues see them: one that is being changed is another one. Undefined where it is not known. */
export function useUsage({ saver, latest }: WritingSession): UsesOf {
  const id = saver.isPublished ? saver.basis?.id : undefined;
  const { value } = useLoaded(`usage:${id ?? ""}`, async () => (id === undefined ? [] : (await api.suggestions.usage(id)).captions));
  return ({ language, tone, text }) => {
    const shown = latest?.captions.find(({ id: _id, ...caption }) => same(caption, { language, tone, text }));
    return value?.find((use) => use.caption_id === shown?.id)?.shares;
  };
}
