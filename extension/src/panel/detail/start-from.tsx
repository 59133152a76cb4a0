/** What to begin with: a caption in one of its voices or a question, in one of the suggestion's languages; and the other ways. */
import { languageName, t } from "../i18n";
import { Choice, type Option as ChoiceOption } from "../ui/choice";
import { inOptionLanguage, type Option, type Way } from "./options";
import type { EditableDraft } from "./use-draft";

const wayLabel = (way: Way): string => t(({ caption: "wayCaption", prompt: "wayPrompt", photo: "wayPhoto", own: "wayOwn" } as const)[way]);

/** The ways there are, by what one does in each. */
export function Ways({ writing: { options, option, chooseFirst } }: { readonly writing: EditableDraft }) {
  const ways = [...new Set(inOptionLanguage(options, option.language).map(({ way }) => way))];
  if (ways.length < 2) return null;
  return (
    <Choice<Way>
      name="way"
      legend={t("startFrom")}
      look="ways"
      testid="way"
      value={option.way}
      options={ways.map((way) => ({ value: way, label: wayLabel(way) }))}
      onChoose={(way) => { chooseFirst(option.language, way); }}
    />
  );
}

/** The voice and the language of the text, right above it. */
export function StartFrom({ writing }: { readonly writing: EditableDraft }) {
  const { options, option, written, choose } = writing;
  const beside = inOptionLanguage(options, option.language).filter(({ way }) => way === option.way);
  const hasLanguages = new Set(options.map(({ language }) => language)).size > 1;
  if (beside.length < 2 && option.way !== "prompt" && !hasLanguages) return null;
  return (
    <div class="start">
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
      <LanguageChoice writing={writing} />
    </div>
  );
}

/** Captions and questions of one language at a time; nothing when there is only one. */
function LanguageChoice({ writing }: { readonly writing: EditableDraft }) {
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
