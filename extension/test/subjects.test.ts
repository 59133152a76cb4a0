import { expect, it } from "vitest";
import { bySubject } from "../src/panel/you/subjects";

const field = (meaning: string, withheld_below: number | null = null, only_signed = false) => ({ name: "rows.some", meaning, withheld_below, only_signed });
const document = (meaning: string, readers: ("editor" | "admin")[], tells: ReturnType<typeof field>[]) => ({ name: meaning, meaning, calls: [], readers, tells });

it("says once what several documents tell the same people", () => {
  const [idea, page] = [document("An idea.", ["editor"], [field("Its text."), field("Its day.")]), document("Ideas.", ["editor"], [field("Its day."), field("Its text.")])];
  expect(bySubject([idea, page])).toMatchObject([{ meanings: ["An idea.", "Ideas."], tells: [{ meaning: "Its text." }, { meaning: "Its day." }] }]);
});

it("keeps apart what others read, and what tells something else", () => {
  const all = [document("A", ["editor"], [field("x")]), document("B", ["admin"], [field("x")]), document("C", ["editor"], [field("x"), field("y")])];
  expect(bySubject(all)).toHaveLength(3);
});

it("tells from how many people on a number is told, whether everyone's is too, and what takes a name", () => {
  const [subject] = bySubject([document("A", ["editor"], [field("clicks"), field("clicks", 5), field("likes", 5), field("name", null, true)])]);
  expect(subject?.tells).toEqual([
    { meaning: "clicks", from: 5, ofEveryone: true, signed: false },
    { meaning: "likes", from: 5, ofEveryone: false, signed: false },
    { meaning: "name", from: null, ofEveryone: true, signed: true },
  ]);
});
