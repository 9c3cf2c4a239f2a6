import { createKey } from "../../src/workspaces/keys.ts";
import { startTestApp, type TestApp } from "./app.ts";
import { type Visitor, visitor } from "./visitor.ts";

/** In every text of the first workspace: what shows it, shows something of that workspace. */
export const mark = "ONLY-A-7F3A";

/** The program with a workspace A that holds a row of every kind, and a workspace B that asks for them. */
export interface TwoWorkspaces extends TestApp {
  /** Ids of A's rows, by the last fixed part of the path that names them: `posts` for `/posts/{id}`. */
  ids: Readonly<Record<string, string>>;
  /** B's owner key. */
  otherKey: string;
  /** B's owner, signed in. */
  other: Visitor;
  /** All that the database holds of A, as one text: equal while nothing of it changes. */
  snapshot(): Promise<string>;
}

export async function startTwoWorkspaces(): Promise<TwoWorkspaces> {
  const t = await startTestApp();
  const { db } = t.app;
  const ids = await fill(t);
  const otherWorkspace = await db.workspace.create({ data: { name: "B" } });
  const { key: otherKey } = await createKey(t.app, otherWorkspace.id, { name: "b", role: "owner" });
  const invited = await t.call<{ link: string }>(
    "POST",
    "/invitations",
    { role: "owner" },
    { authorization: `Bearer ${otherKey}` },
  );
  const other = visitor(t.server);
  await other.call("POST", "/invitations/accept", {
    token: new URL(invited.body.link).hash.slice(1),
    name: "Bo",
    email: "bo@b.example",
    password: "lune tasse brouillard",
  });
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const parts = tables.map(
    ({ name }) =>
      `select '${name} ' || coalesce(string_agg(t::text, '|' order by t::text), '') as part from "${name}" t where t::text ~ $1`,
  );
  const sql = `select string_agg(part, chr(10)) as whole from (${parts.join(" union all ")}) parts`;
  const ofA = Object.values(ids).join("|");
  return {
    ...t,
    ids,
    otherKey,
    other,
    async snapshot() {
      const [row] = await db.$queryRawUnsafe<{ whole: string }[]>(sql, ofA);
      return row?.whole ?? "";
    },
  };
}

/** One row of every kind, straight into the database: the networks behind them do not matter here. */
async function fill({ app, workspaceId, clock }: TestApp): Promise<Record<string, string>> {
  const { db, secrets } = app;
  const now = clock();
  const later = new Date(now.getTime() + 86_400_000);
  await db.workspace.update({ where: { id: workspaceId }, data: { name: mark } });
  const user = await db.user.create({
    data: {
      email: "ana@a.example",
      name: mark,
      passwordHash: "none",
      memberships: { create: { workspaceId, role: "editor" } },
    },
  });
  const invitation = await db.invitation.create({
    data: {
      workspaceId,
      role: "editor",
      tokenHash: mark,
      invitedBy: mark,
      createdAt: now,
      expiresAt: new Date("2100-01-01"),
    },
  });
  const key = await createKey(app, workspaceId, { name: mark, role: "editor" });
  await db.auditEntry.create({
    data: {
      workspaceId,
      at: now,
      actorKind: "user",
      actorId: user.id,
      actorName: mark,
      action: "POST /posts",
      target: mark,
      address: mark,
    },
  });
  const monitor = await db.monitor.create({
    data: { workspaceId, name: mark, kind: "brand", query: mark, allSources: true },
  });
  const profile = await db.profile.create({
    data: {
      workspaceId,
      network: "mastodon",
      name: mark,
      handle: mark,
      remoteId: mark,
      baseUrl: "http://127.0.0.1:9",
      credentials: "sealed",
      verifiedAt: now,
      brandId: monitor.id,
    },
  });
  const slot = await db.slot.create({
    data: { workspaceId, profileId: profile.id, weekday: 1, localTime: "09:00", timeZone: "Europe/Paris" },
  });
  const bytes = Buffer.from(mark);
  const media = await db.media.create({
    data: {
      workspaceId,
      fileName: mark,
      contentType: "image/png",
      sizeBytes: bytes.length,
      sha256: mark,
      altText: mark,
      content: { create: { bytes } },
    },
  });
  const campaign = await db.campaign.create({ data: { workspaceId, name: mark, goal: mark } });
  const series = await db.series.create({
    data: {
      workspaceId,
      rule: "FREQ=DAILY",
      localStart: "2026-12-01T09:30",
      timeZone: "Europe/Paris",
      draft: { text: mark },
      createdBy: mark,
    },
  });
  const post = await db.post.create({
    data: {
      workspaceId,
      status: "scheduled",
      text: mark,
      createdBy: mark,
      review: "waiting",
      campaignId: campaign.id,
      seriesId: series.id,
      media: { create: { mediaId: media.id, position: 0 } },
      comments: { create: { by: mark, text: mark, forClient: false, at: now } },
      publications: {
        create: {
          workspaceId,
          profileId: profile.id,
          network: "mastodon",
          state: "failed",
          scheduledAt: later,
          errorDetail: mark,
        },
      },
    },
    include: { publications: true, comments: true },
  });
  const source = await db.source.create({
    data: {
      workspaceId,
      network: "rss",
      mode: "feed",
      name: mark,
      settings: { url: `https://a.example/${mark}` },
      baseUrl: "",
      profileId: profile.id,
      intervalSeconds: 60,
    },
  });
  const mention = await db.mention.create({
    data: {
      workspaceId,
      network: "mastodon",
      remoteId: mark,
      text: mark,
      language: "fr",
      authorHandle: "ana-of-a",
      story: mark,
      publishedAt: now,
      monitors: {
        create: {
          monitorId: monitor.id,
          publishedAt: now,
          network: "mastodon",
          language: "fr",
          author: mark,
        },
      },
    },
  });
  const rule = await db.alertRule.create({
    data: { workspaceId, kind: "negative-spike", monitorId: monitor.id, sensitivity: "medium" },
  });
  const evidence = { expected: 1, seen: 2, since: now, authors: 1, score: 1, reason: mark };
  const alert = await db.alert.create({
    data: {
      workspaceId,
      ruleId: rule.id,
      monitorId: monitor.id,
      state: "firing",
      startedAt: now,
      openedAt: now,
      updatedAt: now,
      evidence: { ...evidence, topMentions: [], terms: [], sources: [] },
    },
  });
  const channel = await db.channel.create({
    data: { workspaceId, kind: "webhook", name: mark, settings: secrets.seal("{}", workspaceId) },
  });
  await db.delivery.create({
    data: { workspaceId, alertId: alert.id, channelId: channel.id, event: "alert.opened", lastDetail: mark },
  });
  const schedule = await db.reportSchedule.create({
    data: {
      workspaceId,
      name: mark,
      language: "fr",
      covers: "week",
      monitors: [monitor.id],
      rule: "FREQ=WEEKLY",
      localStart: "2026-12-01T08:00",
      timeZone: "Europe/Paris",
      createdBy: mark,
      createdAt: now,
    },
  });
  const report = await db.report.create({
    data: {
      workspaceId,
      scheduleId: schedule.id,
      occurrence: "2026-11-16T08:00",
      request: {
        language: "fr",
        timeZone: "Europe/Paris",
        from: "2026-11-08T23:00:00Z",
        to: "2026-11-15T23:00:00Z",
        interval: "day",
        isCompared: true,
        monitors: [monitor.id],
        beside: [],
        filter: {},
      },
      fromAt: new Date("2026-11-08T23:00:00Z"),
      toAt: new Date("2026-11-15T23:00:00Z"),
      dueAt: now,
    },
  });
  const hold = await db.hold.create({
    data: { workspaceId, reason: mark, createdBy: mark, createdAt: now, profileId: profile.id },
  });
  const note = await db.note.create({
    data: { workspaceId, monitorId: monitor.id, text: mark, at: now, createdBy: mark },
  });
  const sentimentRule = await db.sentimentRule.create({
    data: { workspaceId, words: mark, language: "any", weight: 1, createdBy: mark, createdAt: now },
  });
  const reviewLink = await db.reviewLink.create({
    data: {
      workspaceId,
      name: mark,
      tokenHash: mark,
      createdBy: mark,
      expiresAt: later,
      posts: { create: { postId: post.id } },
    },
  });
  const [publication] = post.publications;
  const [comment] = post.comments;
  if (!publication || !comment) throw new Error("the post was made with both");
  return {
    workspaces: workspaceId,
    members: user.id,
    invitations: invitation.id,
    "api-keys": key.id,
    profiles: profile.id,
    slots: slot.id,
    media: media.id,
    campaigns: campaign.id,
    series: series.id,
    posts: post.id,
    comments: comment.id,
    publications: publication.id,
    sources: source.id,
    monitors: monitor.id,
    mentions: mention.id,
    "alert-rules": rule.id,
    alerts: alert.id,
    channels: channel.id,
    holds: hold.id,
    notes: note.id,
    "sentiment-rules": sentimentRule.id,
    "review-links": reviewLink.id,
    reports: report.id,
    "report-schedules": schedule.id,
  };
}
