"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { inBackground } from "@/components/shell/background";
import { listenTo } from "./listen";

/** Draws the page anew when something of its kind changes in the authority; at most once a second. */
export function Live({ la, kinds }: { la: string; kinds: ("import" | "records" | "batch")[] }) {
  const router = useRouter();
  const wanted = kinds.join(" ");
  useEffect(() => {
    let due: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      due ??= setTimeout(() => {
        due = undefined;
        inBackground(() => router.refresh());
      }, 1000);
    };
    const stop = listenTo(la, ({ kind }) => {
      if (kind === "all" || wanted.includes(kind)) refresh();
    });
    return () => {
      stop();
      clearTimeout(due);
    };
  }, [la, wanted, router]);
  return null;
}
