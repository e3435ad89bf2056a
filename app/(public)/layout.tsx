import type { ReactNode } from "react";
import "./finder.css";

/** The public pages know no person: they are the same for everyone and may be kept by caches. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="sf-bar">
        <a className="sf-brand" href="/">
          Keymark
        </a>
        <a className="sf-link" href="/sign-in">
          Sign in
        </a>
      </header>
      {children}
      <footer className="sf-foot">
        School details come from Get Information about Schools. Contains public sector information licensed under the
        Open Government Licence v3.0.
      </footer>
    </>
  );
}
