-- Does what it did, for a fraction of the time where no limit is reached, which is nearly always: a statement a limit,
-- by its key, instead of three over all of them together.
create or replace function take_from_limits(
    of_tenant text, moment timestamptz,
    limits text[], subjects text[], amounts bigint[], most bigint[], slots bigint[], kept int[], watched text,
    sms_challenge text, sms_country text, sms_prefix text, sms_judged_at timestamptz)
returns table (reached text, retry_at timestamptz, untold boolean, watched_sum bigint)
language plpgsql as $$
declare
    milliseconds constant bigint := floor(extract(epoch from moment) * 1000);
    present bigint;
    now_counted bigint[];
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

    for place in 1 .. cardinality(limits) loop
        present := milliseconds / slots[place];
        now_counted := null;
        if amounts[place] <= most[place] then
            -- A replica whose clock is behind counts in the newest slot that there is.
            insert into limit_counter as counter (tenant, limit_name, subject, slot, newest, counts, idle_at)
            values (of_tenant, limits[place], subjects[place], slots[place], present,
                amounts[place] || array_fill(0::bigint, array[kept[place] - 1]),
                timestamptz 'epoch' + (present + kept[place]) * slots[place] * interval '1 millisecond')
            on conflict (tenant, limit_name, subject, slot) do update set
                newest = greatest(counter.newest, present),
                counts = (slide(counter.counts, present - counter.newest))[1] + amounts[place]
                    || (slide(counter.counts, present - counter.newest))[2:],
                idle_at = greatest(counter.idle_at, excluded.idle_at)
            where amounts[place] + (
                select coalesce(sum(each), 0) from unnest(slide(counter.counts, present - counter.newest)) as each)
                <= most[place]
            returning counter.counts into now_counted;
        end if;
        if now_counted is null then
            call give_back(of_tenant, limits[:place - 1], subjects[:place - 1], amounts, slots);
            return query select * from reached_limit(
                of_tenant, milliseconds, limits, subjects, amounts, most, slots, kept);
            return;
        end if;
        if limits[place] = watched then
            select sum(each) into watched_sum from unnest(now_counted) as each;
        end if;
    end loop;

    if sms_challenge is not null then
        insert into sms_sent (challenge_id, tenant, country, prefix, sent_at, judged_at)
        values (sms_challenge, of_tenant, sms_country, sms_prefix, moment, sms_judged_at)
        on conflict (challenge_id) do nothing;
    end if;
    return next;
end
$$;

-- What has just been counted against these limits is not, because another one is reached. Their rows are still locked.
create procedure give_back(of_tenant text, limits text[], subjects text[], amounts bigint[], slots bigint[])
language sql as $$
update limit_counter counter set counts = counter.counts[1] - one.amount || counter.counts[2:]
from unnest(limits, subjects, amounts[:cardinality(limits)], slots[:cardinality(limits)])
    as one (name, subject, amount, slot)
where counter.tenant = of_tenant and counter.limit_name = one.name and counter.subject = one.subject
    and counter.slot = one.slot;
$$;

-- Of the limits that leave no room, the one that lasts longest, and that somebody was told of it.
create function reached_limit(
    of_tenant text, milliseconds bigint,
    limits text[], subjects text[], amounts bigint[], most bigint[], slots bigint[], kept int[])
returns table (reached text, retry_at timestamptz, untold boolean, watched_sum bigint)
language plpgsql as $$
begin
    -- Locks every row, and makes those that are missing. Nothing is written to the ones that are there.
    insert into limit_counter as counter (tenant, limit_name, subject, slot, newest, counts, idle_at)
    select of_tenant, one.name, one.subject, one.slot, milliseconds / one.slot,
        array_fill(0::bigint, array[one.kept]), to_timestamp(milliseconds / 1000.0)
    from unnest(limits, subjects, slots, kept) with ordinality as one (name, subject, slot, kept, place)
    order by one.place
    on conflict (tenant, limit_name, subject, slot) do update set told = counter.told where false;

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

    if untold then
        update limit_counter counter set told = greatest(milliseconds / counter.slot, counter.newest)
        from unnest(limits, subjects, slots) as one (name, subject, slot)
        where one.name = reached and counter.tenant = of_tenant and counter.limit_name = one.name
            and counter.subject = one.subject and counter.slot = one.slot;
    end if;
    return next;
end
$$;
