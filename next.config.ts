import type { NextConfig } from "next";

const developing = process.env.NODE_ENV === "development";

/** Nothing is loaded from elsewhere, and nobody frames a page. Scripts stand inline as long as the framework writes its data so. */
const contentPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${developing ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  `connect-src 'self'${developing ? " ws:" : ""}`,
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const everywhere = [
  { key: "Content-Security-Policy", value: contentPolicy },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
];

const signedIn = [
  { key: "Cache-Control", value: "private, no-store" },
  { key: "X-Robots-Tag", value: "noindex, nofollow" },
];

const signedInPaths = [
  "/home",
  "/sign-in",
  "/forgotten",
  "/second-factor",
  "/account/:path*",
  "/school/:path*",
  "/la/:path*",
  "/reports/:path*",
  "/api/:path*",
];

/** The address of such a page is a secret: it goes to nobody, not even to our own pages. A plain form still says its origin. */
const secretAddress = [{ key: "Referrer-Policy", value: "strict-origin" }, ...signedIn];

const config: NextConfig = {
  poweredByHeader: false,
  images: { unoptimized: true },
  /** Everyone gets the title in the head: sent after the page it is no valid markup, and without scripts no title. */
  htmlLimitedBots: /.*/,
  /** Types are held by `npm test`, tests and tools included; a build makes the pages alone. */
  typescript: { ignoreBuildErrors: true },
  /** Packages that read files of their own, or that workers share with the web process. */
  serverExternalPackages: [
    "postgres",
    "pg-boss",
    "@react-pdf/renderer",
    "@react-pdf/layout",
    "@react-pdf/render",
    "pdfkit",
    "fontkit",
    "saxes",
    "yauzl",
    "hucre",
  ],
  experimental: { authInterrupts: true },
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    ...signedInPaths.map((source) => ({ source, headers: signedIn })),
    { source: "/accept/:path*", headers: secretAddress },
  ],
};

export default config;
