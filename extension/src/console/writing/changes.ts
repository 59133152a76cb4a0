/** What can be done to the form. Each answers a new form; `undoing` answers what takes a change back later. */
import { newKey, writtenCaptions, writtenPeople, writtenPrompts, type Document, type Form, type FormCaption, type FormGuidance, type FormPerson, type FormPrompt, type Texted, type Tone } from "./form";

export type Change = (form: Form) => Form;

export const set =
  <K extends keyof Form>(name: K, value: Form[K]): Change =>
  (form) => ({ ...form, [name]: value });

function withText(texts: readonly Texted[], language: string, text: string): Texted[] {
  const isThere = texts.some((one) => one.language === language);
  if (!isThere) return text === "" ? [...texts] : [...texts, { language, text }];
  return text === "" ? texts.filter((one) => one.language !== language) : texts.map((one) => (one.language === language ? { language, text } : one));
}

export const titleIn = ({ main, title, titles }: Form, language: string): string =>
  titles.find((one) => one.language === language)?.text ?? (language === main ? title : "");

/** In the form's own language that is `title`; where `titles` has that language as well, both. */
export const setTitle =
  (language: string, text: string): Change =>
  (form) => {
    const isListed = form.titles.some((one) => one.language === language);
    if (language !== form.main) return { ...form, titles: withText(form.titles, language, text) };
    return { ...form, title: text, ...(isListed && { titles: withText(form.titles, language, text) }) };
  };

export const altIn = ({ main, image }: Form, language: string): string =>
  image?.alt_texts?.find((one) => one.language === language)?.text ?? (language === main ? (image?.alt ?? "") : "");

export const setAlt =
  (language: string, text: string): Change =>
  (form) => {
    const { image, main } = form;
    if (image === null) return form;
    const { alt_texts: texts = [] } = image;
    const isListed = texts.some((one) => one.language === language);
    const listed = language === main && !isListed ? texts : withText(texts, language, text);
    return { ...form, image: { ...image, ...(language === main && { alt: text === "" ? null : text }), alt_texts: listed } };
  };

/** Null for the middle. */
export const setFocalPoint =
  (point: NonNullable<Form["image"]>["focal_point"]): Change =>
  (form) => (form.image === null ? form : { ...form, image: { ...form.image, focal_point: point ?? null } });

export type GuidanceName = "do" | "dont";

export const guidanceIn = ({ guidance }: Form, language: string, name: GuidanceName): string =>
  guidance.find((lines) => lines.language === language)?.[name] ?? "";

export const setGuidance =
  (language: string, name: GuidanceName, text: string): Change =>
  (form) => {
    const nothing: FormGuidance = { language, do: null, dont: null };
    const isThere = form.guidance.some((lines) => lines.language === language);
    const all = isThere ? form.guidance : [...form.guidance, nothing];
    return { ...form, guidance: all.map((lines) => (lines.language === language ? { ...lines, [name]: text === "" ? null : text } : lines)) };
  };

/** Behind the last of its language, so that a column stays in order. */
export const addCaption =
  (language: string, tone: Tone, text = "", key = newKey()): Change =>
  (form) => ({ ...form, captions: [...form.captions, { key, language, tone, text }] });

export const changeCaption =
  (key: string, changes: Partial<FormCaption>): Change =>
  (form) => ({ ...form, captions: form.captions.map((one) => (one.key === key ? { ...one, ...changes } : one)) });

export const removeCaption =
  (key: string): Change =>
  (form) => ({ ...form, captions: form.captions.filter((one) => one.key !== key) });

export const addPrompt =
  (language: string, question = "", key = newKey()): Change =>
  (form) => ({ ...form, prompts: [...form.prompts, { key, language, question, opening: null }] });

export const changePrompt =
  (key: string, changes: Partial<FormPrompt>): Change =>
  (form) => ({ ...form, prompts: form.prompts.map((one) => (one.key === key ? { ...one, ...changes } : one)) });

export const removePrompt =
  (key: string): Change =>
  (form) => ({ ...form, prompts: form.prompts.filter((one) => one.key !== key) });

export const addPerson =
  (key = newKey()): Change =>
  (form) => ({ ...form, people: [...form.people, { key, name: "", consent_until: null }] });

export const changePerson =
  (key: string, changes: Partial<FormPerson>): Change =>
  (form) => ({ ...form, people: form.people.map((one) => (one.key === key ? { ...one, ...changes } : one)) });

export const removePerson =
  (key: string): Change =>
  (form) => ({ ...form, people: form.people.filter((one) => one.key !== key) });

interface Keyed {
  readonly key: string;
}

/** What was taken out is back where it stood, what was added is gone; what was typed since stays. */
function listUndone<T extends Keyed>(before: readonly T[], after: readonly T[], now: readonly T[]): T[] {
  const has = (list: readonly T[], { key }: T): boolean => list.some((one) => one.key === key);
  const asBefore = (one: T): T => (after.includes(one) ? before.find(({ key }) => key === one.key) : undefined) ?? one;
  const kept = now.filter((one) => has(before, one) || !has(after, one)).map(asBefore);
  for (const [at, one] of before.entries()) if (!has(after, one) && !has(kept, one)) kept.splice(at, 0, one);
  return kept;
}

/** What takes a change back, also when more was changed since. */
export function undoing(before: Form, after: Form): Change {
  return (now) => {
    const plain = Object.entries(before).filter(([name]) => now[name as keyof Form] === after[name as keyof Form]);
    return {
      ...now,
      ...Object.fromEntries(plain),
      captions: listUndone(before.captions, after.captions, now.captions),
      prompts: listUndone(before.prompts, after.prompts, now.prompts),
      people: listUndone(before.people, after.people, now.people),
    };
  };
}

/** What was written before there was any guidance has none. */
type Shown = Omit<Document, "guidance"> & Partial<Pick<Document, "guidance">>;

/** The form that has this document in it. Texts that stay keep their keys, and empty ones stay to be written in. */
export function showing(form: Form, document: Shown): Form {
  const keyOfCaption = keysOf(writtenCaptions(form), ({ language, tone }) => `${language}/${tone}`);
  const keyOfPrompt = keysOf(writtenPrompts(form), ({ language }) => language);
  const keyOfPerson = keysOf(writtenPeople(form), ({ name }) => name);
  const captions = document.captions.map(({ tone = "personal", ...caption }) => ({ ...caption, tone, key: keyOfCaption(`${caption.language}/${tone}`) }));
  const prompts = document.prompts.map(({ opening = null, ...prompt }) => ({ ...prompt, opening, key: keyOfPrompt(prompt.language) }));
  const people = document.people.map(({ name, consent_until = null }) => ({ name, consent_until, key: keyOfPerson(name) }));
  return {
    ...document,
    main: form.main,
    guidance: (document.guidance ?? []).map((lines) => ({ do: null, dont: null, ...lines })),
    captions: [...captions, ...form.captions.filter(({ text }) => text.trim() === "")],
    prompts: [...prompts, ...form.prompts.filter(({ question }) => question.trim() === "")],
    people: [...people, ...form.people.filter(({ name }) => name.trim() === "")],
  };
}

/** Gives the keys of a list out again, each once, to what has the same name; then new ones. */
function keysOf<T extends Keyed>(list: readonly T[], nameOf: (item: T) => string): (name: string) => string {
  const free = list.map((item) => ({ name: nameOf(item), key: item.key }));
  return (name) => {
    const at = free.findIndex((one) => one.name === name);
    return (at < 0 ? undefined : free.splice(at, 1)[0]?.key) ?? newKey();
  };
}
