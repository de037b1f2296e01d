-- What was asked for lately: one row for each limit and what it counts, so that counting locks one row a limit.
-- A limit whose window is changed gets a slot of another length, and so counts afresh.
create table limit_counter (
    tenant     text        not null,
    limit_name text        not null,
    -- A user, a destination's fingerprint, a number range, a network or a country; empty for the tenant as a whole.
    subject    text        not null,
    -- Length of a slot of time, in milliseconds.
    slot       bigint      not null,
    -- Number of the newest slot: milliseconds since 1970, divided by the length.
    newest     bigint      not null,
    -- Slot by slot, the newest first; money in millionths of a US dollar.
    counts     bigint[]    not null,
    -- The newest slot in which somebody was told that the limit is reached.
    told       bigint,
    -- From when on nothing in it counts any more. Changes with the slot only, so that most updates touch no index.
    idle_at    timestamptz not null,
    primary key (tenant, limit_name, subject, slot)
) with (fillfactor = 70);
create index limit_counter_by_age on limit_counter (idle_at);

-- Codes that went by SMS and whose time to be entered is not over: too young to judge.
create table sms_sent (
    challenge_id text primary key,
    tenant       text        not null,
    country      text        not null,
    prefix       text        not null,
    sent_at      timestamptz not null,
    judged_at    timestamptz not null
);
create index sms_sent_by_judgement on sms_sent (judged_at);

-- How many of the codes that were sent in five minutes have been entered.
create table sms_outcome (
    tenant  text        not null,
    country text        not null,
    -- Empty for the country as a whole, which is the sum of its prefixes.
    prefix  text        not null,
    slot    timestamptz not null,
    sent    bigint      not null,
    entered bigint      not null,
    primary key (tenant, country, prefix, slot)
);
create index sms_outcome_by_age on sms_outcome (slot);

-- Number ranges and countries that get no SMS. A row stays after the range has been opened again: what was sent before
-- must not close it a second time.
create table closed_range (
    tenant     text        not null,
    country    text        not null,
    -- Empty for the country as a whole.
    prefix     text        not null,
    closed_at  timestamptz not null,
    reopens_at timestamptz not null,
    sent       bigint      not null,
    entered    bigint      not null,
    primary key (tenant, country, prefix)
);
create index closed_range_by_age on closed_range (reopens_at);

-- The counts of a counter so many slots later.
create function slide(counts bigint[], steps bigint) returns bigint[]
language sql immutable
return case
    when steps <= 0 then counts
    when steps >= cardinality(counts) then array_fill(0::bigint, array[cardinality(counts)])
    else array_fill(0::bigint, array[steps::int]) || counts[:cardinality(counts) - steps::int]
end;

-- Counts against all of these limits, or, when one of them would be exceeded, against none: then it returns the limit
-- that lasts longest, from when on it is worth asking again, and whether nobody has been told in this slot. Else it
-- returns no limit, and the sum that the watched one has come to.
--
-- The limits have to come in the same order in every call, those that most callers share last: rows are locked in that
-- order, so that two calls never wait for each other, and a row that everybody wants is held for the shortest time.
create function take_from_limits(
    of_tenant text, moment timestamptz,
    limits text[], subjects text[], amounts bigint[], most bigint[], slots bigint[], kept int[], watched text,
    sms_challenge text, sms_country text, sms_prefix text, sms_judged_at timestamptz)
returns table (reached text, retry_at timestamptz, untold boolean, watched_sum bigint)
language plpgsql as $$
declare
    milliseconds constant bigint := floor(extract(epoch from moment) * 1000);
begin
    -- Counters may lose their last moments when the database crashes. In return nobody waits for the disk, above all
    -- nobody who holds a row that others wait for.
    perform set_config('synchronous_commit', 'off', true);

    if sms_challenge is not null then
        select max(closed.reopens_at) into retry_at from closed_range closed
        where closed.tenant = of_tenant and closed.country = sms_country and closed.prefix in ('', sms_prefix)
            and closed.reopens_at > moment;
        if retry_at is not null then
            reached := 'pumping';
            untold := false;
            return next;
            return;
        end if;
    end if;

    -- Locks every row, and makes those that are missing. Nothing is written to the ones that are there.
    insert into limit_counter as counter (tenant, limit_name, subject, slot, newest, counts, idle_at)
    select of_tenant, one.name, one.subject, one.slot, milliseconds / one.slot,
        array_fill(0::bigint, array[one.kept]), moment
    from unnest(limits, subjects, slots, kept) with ordinality as one (name, subject, slot, kept, place)
    order by one.place
    on conflict (tenant, limit_name, subject, slot) do update set told = counter.told where false;

    -- A replica whose clock is behind counts in the newest slot that there is.
    select one.name, timestamptz 'epoch' + (present.slot - room.slots + one.kept) * one.slot * interval '1 millisecond',
        counter.told is distinct from present.slot
    into reached, retry_at, untold
    from unnest(limits, subjects, amounts, most, slots, kept) as one (name, subject, amount, most, slot, kept)
    join limit_counter counter on counter.tenant = of_tenant and counter.limit_name = one.name
        and counter.subject = one.subject and counter.slot = one.slot
    cross join lateral (select greatest(milliseconds / one.slot, counter.newest) as slot) present
    cross join lateral (
        -- So many slots, from the newest on, leave room for what is asked for; all older ones have to pass first.
        select count(*) as slots from (
            select sum(each.amount) over (order by each.place) as so_far
            from unnest(slide(counter.counts, present.slot - counter.newest)) with ordinality as each (amount, place)
        ) sums
        where so_far + one.amount <= one.most) room
    where room.slots < one.kept
    order by 2 desc limit 1;

    if reached is not null then
        if untold then
            update limit_counter counter set told = greatest(milliseconds / counter.slot, counter.newest)
            from unnest(limits, subjects, slots) as one (name, subject, slot)
            where one.name = reached and counter.tenant = of_tenant and counter.limit_name = one.name
                and counter.subject = one.subject and counter.slot = one.slot;
        end if;
        return next;
        return;
    end if;

    with counted as (
        update limit_counter counter set
            newest = present.newest,
            counts = array[present.counts[1] + present.amount] || present.counts[2:],
            idle_at = timestamptz 'epoch' + (present.newest + present.kept) * present.slot * interval '1 millisecond'
        from (
            select one.name, one.subject, one.amount, one.slot, one.kept,
                greatest(milliseconds / one.slot, found.newest) as newest,
                slide(found.counts, milliseconds / one.slot - found.newest) as counts
            from unnest(limits, subjects, amounts, slots, kept) as one (name, subject, amount, slot, kept)
            join limit_counter found on found.tenant = of_tenant and found.limit_name = one.name
                and found.subject = one.subject and found.slot = one.slot) present
        where counter.tenant = of_tenant and counter.limit_name = present.name
            and counter.subject = present.subject and counter.slot = present.slot
        returning counter.limit_name, (select sum(each) from unnest(counter.counts) as each) as sum)
    select counted.sum into watched_sum from counted where counted.limit_name = watched;

    if sms_challenge is not null then
        insert into sms_sent (challenge_id, tenant, country, prefix, sent_at, judged_at)
        values (sms_challenge, of_tenant, sms_country, sms_prefix, moment, sms_judged_at)
        on conflict (challenge_id) do nothing;
    end if;
    return next;
end
$$;
