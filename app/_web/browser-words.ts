import "server-only";

const browsers: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/Windows/, "Windows"],
  [/iPhone|iPad/, "iPhone or iPad"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Mac OS X/, "Mac"],
  [/Linux/, "Linux"],
];

const nameIn = (agent: string, names: [RegExp, string][]) => names.find(([sign]) => sign.test(agent))?.[1];

/** A browser as its owner would call it, e.g. "Edge on Windows", from the User-Agent header; null for none that is known. */
export function browserWords(agent: string | null): string | null {
  const [browser, system] = [nameIn(agent ?? "", browsers), nameIn(agent ?? "", systems)];
  if (!browser) return null;
  return system ? `${browser} on ${system}` : browser;
}
