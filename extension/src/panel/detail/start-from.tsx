/** What to begin with: a caption in one of its voices, a question, or the photo, in one of the suggestion's languages. */
import { languageName, t } from "../i18n";
import { Choice, type Option as ChoiceOption } from "../ui/choice";
import { inOptionLanguage, type Option, type Way } from "./options";
import type { Writing } from "./use-draft";

const wayLabel = (way: Way): string => t(({ caption: "wayCaption", prompt: "wayPrompt", photo: "wayPhoto", own: "wayOwn" } as const)[way]);

export function StartFrom({ writing }: { readonly writing: Writing }) {
  const { options, option, written, choose, chooseFirst } = writing;
  const spoken = inOptionLanguage(options, option.language);
  const ways = [...new Set(spoken.map(({ way }) => way))];
  const beside = spoken.filter(({ way }) => way === option.way);
  if (ways.length < 2 && beside.length < 2 && option.way !== "prompt") return null;
  return (
    <section class="start">
      {ways.length < 2 ? null : (
        <Choice<Way>
          name="way"
          legend={t("startFrom")}
          look="segments"
          testid="way"
          value={option.way}
          options={ways.map((way) => ({ value: way, label: wayLabel(way) }))}
          onChoose={(way) => { chooseFirst(option.language, way); }}
        />
      )}
      {beside.length < 2 ? (
        <Question option={option} />
      ) : (
        <Choice
          name="option"
          legend={t(option.way === "prompt" ? "questions" : "captions")}
          look={option.way === "prompt" ? "questions" : "chips"}
          testid={option.way === "prompt" ? "prompt-option" : "caption-option"}
          value={option.id}
          options={labelled(beside, written)}
          onChoose={choose}
        />
      )}
    </section>
  );
}

/** Captions and questions of one language at a time; nothing when there is only one. */
export function LanguageChoice({ writing }: { readonly writing: Writing }) {
  const { options, option, chooseFirst } = writing;
  const languages = [...new Set(options.map(({ language }) => language))];
  if (languages.length < 2) return null;
  return (
    <select
      class="select bare at-end"
      data-testid="caption-language"
      aria-label={t("textLanguage")}
      value={option.language}
      onChange={(event) => { chooseFirst(event.currentTarget.value, option.way); }}
    >
      {languages.map((tag) => (
        <option key={tag} value={tag}>
          {languageName(tag)}
        </option>
      ))}
    </select>
  );
}

/** A question that stands alone is not a choice, but it still has to be read. */
function Question({ option }: { readonly option: Option }) {
  if (option.way !== "prompt") return null;
  return (
    <p class="question" lang={option.language} dir="auto">
      {option.prompt.question}
    </p>
  );
}

/** Two captions in the same voice are told apart by a number, and those that were written in by a dot. */
function labelled(options: readonly Option[], written: ReadonlySet<string>): ChoiceOption<string>[] {
  const names = options.map(nameOf);
  return options.map(({ id }, i) => {
    const name = names[i] ?? "";
    const same = names.filter((other) => other === name).length > 1;
    const place = names.slice(0, i + 1).filter((other) => other === name).length;
    const label = same ? `${name} ${String(place)}` : name;
    return { value: id, label: written.has(id) ? <Written label={label} /> : label };
  });
}

function Written({ label }: { readonly label: string }) {
  return (
    <>
      {label}
      <span class="dot" role="img" aria-label={t("written")} />
    </>
  );
}

function nameOf(option: Option): string {
  switch (option.way) {
    case "caption":
      return t(`tone_${option.caption.tone}`);
    case "prompt":
      return option.prompt.question;
    case "photo":
    case "own":
      return wayLabel(option.way);
  }
}
