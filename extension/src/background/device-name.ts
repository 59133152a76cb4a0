/** What a colleague's list of devices calls this browser: enough to know it again, and no version. */

/** The first that fits: most browsers also name those that they are like. */
const BROWSERS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bEdg(A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/(Chrome|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const SYSTEMS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bAndroid\b/, "Android"],
  [/\b(iPhone|iPad)\b/, "iOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

const nameIn = (agent: string, known: typeof BROWSERS): string | undefined => known.find(([mark]) => mark.test(agent))?.[1];

export function deviceName(agent: string): string {
  const system = nameIn(agent, SYSTEMS);
  const browser = nameIn(agent, BROWSERS) ?? "Browser";
  return system === undefined ? browser : `${browser}, ${system}`;
}
