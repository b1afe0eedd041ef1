"""Scripts that Redis runs on the stored entries, each of them atomically.

`kept:<key>` holds `<owners>|<json>`, the owners' ids separated by commas. These refer to it:

- `owner:<id>`, a set: the keys of all entries from one person, or with that person's turns;
- `room:<kind>:<chat>:`, a set: the keys with this prefix;
- `ages:<life>`, a set of `<owners>|<key>` sorted by time of `put`, so that expired entries can be
  removed from the other sets, although Redis itself has dropped them.

Only `kept:` keys have a time to live: a Redis that makes room (`volatile-lru`) drops nothing
else, and none of the keys of `turns`.
"""

_BASICS = """
local P = ARGV[1]
local function kept(key) return P .. 'kept:' .. key end
local function room(key) return P .. 'room:' .. (string.match(key, '^[^:]*:[^:]*:') or key) end
local function owners_of(raw) return raw and string.match(raw, '^([^|]*)|') or '' end
local function ages(key)
  local kind = string.match(key, '^[^:]*')
  return P .. 'ages:' .. ((kind == 'anchor' or kind == 'asked') and kind or 'talk')
end
local function leave(key, owners, but)
  for owner in string.gmatch(owners, '[^,]+') do
    if not string.find(',' .. but .. ',', ',' .. owner .. ',', 1, true) then
      redis.call('SREM', P .. 'owner:' .. owner, key)
    end
  end
end
local function enter(key, owners)
  for owner in string.gmatch(owners, '[^,]+') do
    if owner ~= '0' then redis.call('SADD', P .. 'owner:' .. owner, key) end
  end
end
local function drop(key)
  local raw = redis.call('GET', kept(key))
  redis.call('SREM', room(key), key)
  if not raw then return 0 end
  local owners = owners_of(raw)
  leave(key, owners, '')
  redis.call('ZREM', ages(key), owners .. '|' .. key)
  redis.call('UNLINK', kept(key))
  return 1
end
local function bury(age, member)
  local owners, key = string.match(member, '^([^|]*)|(.*)$')
  local raw = redis.call('GET', kept(key))
  redis.call('ZREM', age, member)
  if raw and owners_of(raw) ~= owners then return leave(key, owners, owners_of(raw)) end
  leave(key, owners, '')
  redis.call('SREM', room(key), key)
  redis.call('UNLINK', kept(key))
end
local function drop_oldest(number)
  local dropped = 0
  while dropped < number do
    local oldest, age, since
    for _, life in ipairs({'talk', 'anchor', 'asked'}) do
      local found = redis.call('ZRANGE', P .. 'ages:' .. life, 0, 0, 'WITHSCORES')
      if found[1] and (not since or tonumber(found[2]) < since) then
        oldest, age, since = found[1], P .. 'ages:' .. life, tonumber(found[2])
      end
    end
    if not oldest then return dropped end
    bury(age, oldest)
    dropped = dropped + 1
  end
  return dropped
end
"""

PUT = f"""{_BASICS}
-- forgets so far, or '' ; most keys ; lives of talk, anchor, asked ; then key, value, life of each
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
for at = 7, #ARGV, 3 do
  local key, raw, life = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local owners, gone = owners_of(raw), false
  for owner in string.gmatch(owners, '[^,]+') do
    local forgot = ARGV[2] ~= '' and redis.call('ZSCORE', P .. 'forgot', owner)
    gone = gone or (forgot and tonumber(forgot) > tonumber(ARGV[2]))
  end
  if not gone then
    local before = redis.call('GET', kept(key))
    if before then
      leave(key, owners_of(before), owners)
      redis.call('ZREM', ages(key), owners_of(before) .. '|' .. key)
    end
    redis.call('SET', kept(key), raw, 'EX', life)
    redis.call('SADD', room(key), key)
    redis.call('ZADD', ages(key), now, owners .. '|' .. key)
    enter(key, owners)
  end
end
local every = 0
for at, life in ipairs({{'talk', 'anchor', 'asked'}}) do
  local age = P .. 'ages:' .. life
  local dead = now - ARGV[3 + at] - 1
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', age, '-inf', dead, 'LIMIT', 0, 50)) do
    bury(age, member)
  end
  every = every + redis.call('ZCARD', age)
end
return drop_oldest(math.min(every - ARGV[3], 100))
"""
"""Keep entries, drop expired ones and those beyond the limit; return how many of the
latter were dropped."""

MAKE_ROOM = f"""{_BASICS}
-- Others may have made it meanwhile: what is dropped is only what must be.
local function lacks()
  local told = redis.call('INFO', 'memory')
  local most = tonumber(string.match(told, 'maxmemory:(%d+)'))
  return most > 0 and tonumber(string.match(told, 'used_memory:(%d+)')) > most - most / 64
end
local dropped = 0
while dropped < tonumber(ARGV[2]) and lacks() do
  local gone = drop_oldest(20)
  if gone == 0 then return {{dropped, lacks() and 0 or 1}} end
  dropped = dropped + gone
end
return {{dropped, 1}}
"""
"""Drop the oldest entries, up to a number, until there is room; return how many they were, and
whether to try again."""

FORGET_ROOMS = f"""{_BASICS}
local gone = 0
for at = 2, #ARGV do
  for _, key in ipairs(redis.call('SMEMBERS', P .. 'room:' .. ARGV[at])) do
    gone = gone + drop(key)
  end
end
return gone
"""

FORGET_OWNER = f"""{_BASICS}
-- What is another's, with turns of this one, is returned: key, value, key, value ...
local number = redis.call('INCR', P .. 'forgets')
redis.call('ZADD', P .. 'forgot', number, ARGV[2])
redis.call('ZREMRANGEBYRANK', P .. 'forgot', 0, -ARGV[3])
local gone, others = 0, {{}}
for _, key in ipairs(redis.call('SMEMBERS', P .. 'owner:' .. ARGV[2])) do
  local raw = redis.call('GET', kept(key))
  if raw and string.match(raw, '^[^,|]*') ~= ARGV[2] then
    table.insert(others, key)
    table.insert(others, raw)
  else
    gone = gone + drop(key)
    redis.call('SREM', P .. 'owner:' .. ARGV[2], key)
  end
end
return {{gone, others}}
"""

REWRITE = f"""{_BASICS}
-- key, value before, value after: done where nobody has written meanwhile
local key = ARGV[2]
if redis.call('GET', kept(key)) ~= ARGV[3] then return 0 end
local before, after = owners_of(ARGV[3]), owners_of(ARGV[4])
local since = redis.call('ZSCORE', ages(key), before .. '|' .. key)
redis.call('SET', kept(key), ARGV[4], 'KEEPTTL')
leave(key, before, after)
redis.call('ZREM', ages(key), before .. '|' .. key)
if since then redis.call('ZADD', ages(key), since, after .. '|' .. key) end
return 1
"""

MOVE = f"""{_BASICS}
local moved = 0
for _, key in ipairs(redis.call('SMEMBERS', P .. 'room:' .. ARGV[2])) do
  local raw = redis.call('GET', kept(key))
  if raw then
    local new, owners = ARGV[3] .. string.sub(key, #ARGV[2] + 1), owners_of(raw)
    local since = redis.call('ZSCORE', ages(key), owners .. '|' .. key)
    local life = redis.call('PTTL', kept(key))
    drop(new)
    drop(key)
    redis.call('SET', kept(new), raw, 'PX', math.max(life, 1))
    redis.call('SADD', room(new), new)
    if since then redis.call('ZADD', ages(new), since, owners .. '|' .. new) end
    enter(new, owners)
    moved = moved + 1
  end
end
return moved
"""

READY = "redis.call('SET', ARGV[1] .. 'ready', 1)"

_COUNTING = """
local P, name = ARGV[1], ARGV[2]
local counted, times = P .. 'counted:' .. name, P .. 'times:' .. name
local function askers(key) return P .. 'askers:' .. name .. ':' .. key end
local function uncount(key)
  redis.call('ZREM', counted, key)
  redis.call('ZREM', times, key)
  redis.call('UNLINK', askers(key))
end
"""
COUNT = f"""{_COUNTING}
-- key, when, asker or '', most keys, askers shown, seconds after which what is rarer goes,
-- most askers
local key, at = ARGV[3], ARGV[4]
for _, old in ipairs(redis.call('ZRANGEBYSCORE', times, '-inf', at - ARGV[8], 'LIMIT', 0, 100)) do
  if tonumber(redis.call('ZSCORE', counted, old) or 0) < tonumber(ARGV[7]) then uncount(old) end
end
if ARGV[5] ~= '' then
  if redis.call('SCARD', askers(key)) >= tonumber(ARGV[9]) then return end
  if redis.call('SADD', askers(key), ARGV[5]) == 0 then return end
end
local full = redis.call('ZCARD', counted) >= tonumber(ARGV[6])
if full and not redis.call('ZSCORE', counted, key) then
  local least = redis.call('ZRANGE', counted, 0, 0, 'WITHSCORES')[2]
  local rarest, oldest
  for _, one in ipairs(redis.call('ZRANGEBYSCORE', counted, least, least, 'LIMIT', 0, 500)) do
    local since = tonumber(redis.call('ZSCORE', times, one) or 0)
    if not oldest or since < oldest then rarest, oldest = one, since end
  end
  uncount(rarest)
end
redis.call('ZINCRBY', counted, 1, key)
redis.call('ZADD', times, at, key)
"""

UNCOUNT = f"""{_COUNTING}
-- then key, asker of each
for at = 3, #ARGV, 2 do
  if redis.call('SREM', askers(ARGV[at]), ARGV[at + 1]) == 1 then
    if tonumber(redis.call('ZINCRBY', counted, -1, ARGV[at])) <= 0 then uncount(ARGV[at]) end
  end
end
"""
