/**
 * English words and expressions that AFINN lacks, or weighs otherwise than people on networks mean them (0: means nothing by itself).
 * A line with a number opens a group of that weight; tags after a slash are read by `inflect.ts`.
 */
export const english = `
5
absolutely love
best day ever
best ever
blown away
can't recommend enough
chef's kiss
couldn't be happier
in love with
life changing
love it
love love
love this
love you
masterpiece/n
mind blowing
mindblowing
pure joy

4
10 out of 10
5 stars
a must
adorable
adore/v
amazing
awesome
best
bestest
breathtaking
brilliant
cannot wait
cant wait
couldn't wait
delicious
delish
dream come true
dreams come true
ecstatic
elated
epic
euphoric
exceptional
fabulous
fantastic
five stars
flawless
flawlessly
game changer
goat
gorgeous
greatest
heaven
heavenly
highly recommend
highly recommended
hilarious
hyped
incredible
incredibly good
killed it
killing it
legendary
lmao
made my day
made my night
made my week
magnificent
marvellous
marvelous
mouthwatering
must have
must read
must see
must watch
nailed it
nails it
obsessed with
on fire
on point
outstanding
over the moon
overjoyed
perfect
perfection
perfectly
phenomenal
psyched
pumped
rocked
rocks
scrumptious
slay
slayed
slaying
slays
so excited
so good
sooo good
soulmate/n
spectacular
stellar
stoked
stunner/n
stunning
sublime
super excited
superb
terrific
the best
thrilled
too good
unbeatable
unreal
wonderful
you rock
yummy

3
a blast
appreciate/v
appreciation
badass
bae
bargain/n
beautiful
beautifully
beauty
beloved
best of luck
best wishes
bestie/n
bff
bless you
blessed
blessing/n
bliss
blissful
brave
bravery
bravo
celebrate/v
celebration/n
champ/n
champion/n
championship/n
charming
cheers
classy
comfortable
comfy
congrats
congratulate/v
congratulations
congratz
cool
coolest
courage
courageous
cozy
cute
cutest
cutie/n
dank
delight/v
delightful
dope
dreamy
easy to use
elegant
enjoy/v
enjoyable
excite/v
excitement
fascinating
fav/n
fave/n
favorite/n
favourite/n
feel good
feeling good
feels good
feels great
festive
fire emoji
fun
funniest
funny
generosity
generous
genius
gifted
glad
gladly
god bless
good day
good job
good luck
good morning
good news
good time
good times
good vibes
good work
grateful
gratitude
great
great day
great job
great news
great time
great work
greatly
had a blast
had fun
haha
hahaha
handsome
happier
happiest
happily
happiness
happy
happy anniversary
happy bday
happy birthday
happy friday
happy halloween
happy holidays
happy new year
happy thanksgiving
hats off
have fun
having fun
hbd
heartwarming
hell yeah
hell yes
helpful
hero/n
heroes
heroic
honor
honored
honoured
hooray
hope you enjoy
hot stuff
hugs
hurray
impress/v
impressive
inspiration/n
inspirational
inspire/v
intuitive
joy
joyful
keep up the good
kickass
kindness
kudos
laugh
laughed
laughing
lit
lol
look forward
looking forward
looks forward
love
loved
lovely
loves
lovin
loving
luv
magic
magical
merry christmas
miss you
nice one
nice work
omg yes
optimistic
paradise
party time
peaceful
pleasant
pleasantly
pleased
pleasure/n
pretty woman
props
proud
proudly
rad
recommend/v
refreshing
reliable
respect
responsive
rock star
rockstar
rofl
romantic
seamless
seamlessly
sexy
shout out
shout out to
shoutout
sick beat
smile/v
smooth
smoothly
so cute
so happy
so much fun
so proud
stylish
succeed/v
success/n
successful
successfully
sunshine
superstar/n
swag
sweet
sweetest
sweetheart/n
sweetie
talented
thank
thank u
thank you
thankful
thanks
thanx
thriller/n
thrilling
thumbs up
thx
treat yourself
treat/n
triumph/n
two thumbs up
ty
tysm
tyvm
uplifting
user friendly
value for money
victorious
victory
welcome back
well done
well played
well worth
whoa
wholesome
win/n
winner/n
winning
won
woo hoo
woohoo
woot
worth every penny
worth it
wow
xo
xoxo
xx
xxx
yaay
yay
yayy
yess
yesss

2
also like
really like
we like
i like
accomplish/v
accomplishment/n
achieve/v
achievement/n
affordable
amused
amusing
applaud/v
applause
at last
award/n
awarded
awe
aww
awwww
back on
beach
benefit/n
better
big fan
birthday
bomb
bonus
boost/v
bright
brilliantly
calm
can't complain
can't go wrong
caring
cheap
check it out
cheer/v
cheerful
chill
chillin
chilling
classic/n
clean
clever
colorful
colourful
come see
concert
convenient
creative
crisp
cuddle/v
da bomb
did not disappoint
didn't disappoint
does not disappoint
doesn't disappoint
dont miss
dream/n
dreaming
durable
easier
easily
easy
effective
efficient
energetic
engaged
entertaining
fair
faith
fan of
fancy
fans
fast
faster
finally
fine wine
first class
fit
fix soon
fixed
fortunate
fortunately
free
fresh
friday night
friendly
genuine
gift/n
giggle/v
glow/v
go team
gold medal
good
gotta love
grin/v
growth
handy
healthy
help
helped
helping
helps
here we go
high quality
holiday/n
honest
honesty
hope
hopeful
hopefully
hopes
hoping
hug/n
huge fan
icon/n
iconic
improve/v
improvement/n
innovation/n
innovative
intelligent
interest
interested
interesting
join us
joking
kind
kindly
kiss/n
let's go
lets go
lets gooo
liked
likes
lmfao
loyal
loyalty
luck
luckily
lucky
luxury
medal/n
my heart
my love
neat
never been better
never disappoint
never disappoints
never gets old
nice
nicely
nicer
no complaints
no doubt
no prob
no problem
no regrets
no worries
not bad
nothing better
nothing but love
on time
ovation
party
peace
polite
popular
premium
prize/n
progress
protect/v
quality
quick
quickly
ready for
ready to
record breaking
relax/v
rich
romance
rooting for
safe
safely
save the day
second to none
see you there
shine/v
sick of love
sincere
sleek
smart
solid
solution/n
solve/v
sparkle/v
stay tuned
strong
sturdy
sunny
support/v
supportive
sweetness
tasty
the bomb
tidy
tomorrow night can't wait
top notch
top quality
true love
trust/v
trustworthy
twerk
upgrade/v
useful
vacation
vibes
vibing
vibrant
warm
warmth
wealth
wedding
weekend
welcome
welcomed
well
wicked
wisdom
wise
works great
works perfectly
works well
world class

1
id like
they like
you like
accurate
agree/v
album
alright
announce/v
big day
birthday boy
capable
christmas
classics
clear
clinch
clinched
confidence
confident
correct
deal/n
decent
deserve
deserved
deserves
discount/n
discover
exclusive
family
fine
friend
friends
giveaway
goal
goals
grow
growing
hat trick
hey
hit
hits
join
launch/v
learn
learning
live music
mom
music
new
official
ok
okay
opening night
please
plus
popular demand
premiere
proper
ready
relevant
right on
sale
scored
special
spring
stable
team
tickets
together
tonight
touchdown/n
true
truly
tune in
watch live
worth
worthy
xmas
yeah
yep
yes

0
denies
verdict
fights
fight
seriously
sun
mondays
monday
like
ability
admit
admits
alive
all right reserved
angry birds
anyone
anything like
apeshit
as well
as well as
avoid
avoids
backed
backing
bad blood
bad bunny
be like
being like
best buy
big
black friday
block
breaking bad
breaking news
bus stop
cancel culture
capital
cash
certain
champions league
chance
chances
charge
charged
charges
commit
committed
cover
cut
cutting
dead by daylight
dead line
dear
death note
demand
demanded
dirt
emergency
exempt
expand
expands
feel like
feeling
feels like
fight club
fight for
fight night
fine print
fire
forced
frenzy
game
game of thrones
god
gonna miss the
grateful dead
greeting
greetings
gross domestic
growth rate
gun
guns n roses
ha
hand
hands
hard rock
he was like
hid
hide
hides
huge
human rights
hunting
i was like
i wish
i'd like
immune
importance
important
increase
increased
interest rate
interest rates
iron man
is like
jesus
join the
jumpy
just like
justice league
keen on
kind of
landmark
lawsuit
league of legends
leave
left
legal
legally
legit
lenient
like 2
like 3
like a
like an
like he
like i
like if
like in
like it's
like my
like she
like that
like the
like they
like this
like to
like we
like when
like you
limited
limited edition
limits
little miss
look like
looks like
lowest
matter
matters
mine
miss america
miss universe
miss world
natural
no one
no wonder
noble gas
not just
not only
not sure
not to mention
novel
novelty
number
oh well
opportunities
opportunity
outreach
paid
pardon
pardoned
pay
pileup
pit stop
poster
postpone
postponed
premier league
prepared
pretty much
pretty sure
prevent
prevents
prison break
privileged
profound
promise
promises
prospect
prospects
question
questioned
questions
rainy
rant time
reach
reach out
reached
reaches
reaching
reduce
reduces
retired
right after
right away
right before
right now
right there
rock
save
save the date
security
seems like
sentence
settle
share
shared
shares
sharing
she was like
shoot
shooting star
sigh of relief
silence of the lambs
skip
solid state
something like
sort of
sound like
sounds like
spark
spirit
stall
stalled
star wars
stop at
stop by
stop it i love
straight
strange
stranger
stranger things
strike a deal
stuck
substantial
substantially
suicide squad
super bowl
super tuesday
superbowl
sure
suspect
swift
tax
taxes
taylor swift
the big bang
the miss
the walking dead
top
tops
tout
touts
trauma center
unit
united
unstoppable
validate
vice president
vision
visionary
visions
walking dead
walkout
want
wanted
wants
war on
warn
was like
weird al
well as
well i
well if
well then
white house
whitewash
wish
wish i
wish you were
wishes
wishing
world cup
world war
would like
yearn
yucky

-0.4
crime
crisis
suspended
injured
injury
injuries
collision
warnings
warning
alerts
alert
strikes
strike

-1
lost
accuse/v
afraid
against
alone
annoying noise
anxiety
anxious
apologize/v
apology
arrest/v
average
awkward
ban/n
bankrupt
bankruptcy
banned
banning
blah
blame/v
bland
bleh
bore/v
break up
breaks
breakup
broken
bug/n
buggy
cancel/v
cancellation
cancelled
cant even
charged with
cold
complain/v
complaint/n
complicated
conflict
confuse/v
controversial
controversy
costly
crap
crash/v
creepy
cried
cries
cringe
cringy
cry
crying
dammit
damn
damnit
debt
delay/v
deny/v
difficult
doubt/v
doubtful
down again
dull
enemies
enemy
error/n
evil
exhausted
exhausting
expensive
fault
fear/n
fired
freaking
glitch/n
glitchy
goddamn
guilty
hangover
hard
hate to
headache/n
hell
homework
hungover
hurt
hurting
hurts
idk
ill
illegal
inflation
issue/n
jail
lack of
lag
lagging
laggy
laid off
late
later than
layoff/n
lonely
long wait
lose/v
loss/n
makes no sense
mediocre
meh
missed
missing
mistake/n
nah
nervous
nigga
niggas
nigger please
no idea why
no sense
nope
not sure why
odd
offline
omfg
overpriced
pain
painful
pissed
poor
poorly
pricey
prison
problem/n
protest/n
protesters
rain
recession
refuse/v
regret/v
reject/v
risk/n
risky
sad
sadly
scandal/n
scare/v
scary
screw
screwed
shortage/n
sick
sigh
skeptical
sketchy
sleepy
slow
slower
smh
sorry
still waiting
stress
stressed
stressful
stressing
sue
sued
suing
suspicious
tears
threat/n
threaten/v
tired
tiring
too bad
too late
too many
too much
tough
traffic
ugh
unable
unclear
underwhelmed
underwhelming
unemployed
unfortunately
unsure
wait time
waiting
weak
weird
whatever
why would
worry/v
wound/v
wrong
wtf
wth

-2
dont like
a joke
absurd
abuse/v
abusive
anger
angry
annoy/v
arsehole/n
ass kicked
asshole/n
attack/n
attacked
avoid at all costs
awful taste
bad
bad quality
bad service
bad taste
badly
bastard/n
bigot/n
bigotry
bitch/v
bomb threat
bombing/n
boycott/v
brutal
brutality
bs
bullcrap
bullshit
bully/v
cancer
cant stand
catastrophe/n
catastrophic
cheap quality
cheaply made
cheat/v
cheater/n
clueless
corrupt
corruption
coward/n
crappy
creep/n
criminal/n
cruel
cruelty
cunt/n
damage/n
damaged
danger
dangerous
dead
deadly
death/n
deceive/v
deceptive
defective
depressed
depressing
depression
destroy/v
destruction
devastated
devastating
dick
dickhead/n
didn't work
die
died
dies
dirty
disappoint/v
disappointment/n
disaster/n
disease/n
disgust/v
dishonest
disrespect/v
disrespectful
do not buy
do not recommend
does not work
doesn't work
don't recommend
don't work
dont buy
dont care
douche
douchebag/n
dumb
dumbass/n
dumpster fire
dying
embarrass/v
embarrassment
enough of
epic fail
fail/v
failure/n
fake
fascist/n
faulty
fed up
ffs
filthy
fml
fool/n
foolish
fraud/n
fraudulent
frustrate/v
frustration/n
fuck
fuck off
fuck that
fuck this
fuck you
fucked
furious
garbage
go to hell
gross
gtfo
had enough
harass/v
harassment
heartbreak
heartbreaking
heartbroken
hell no
hideous
homophobia
homophobic
horrified
hypocrisy
hypocrite/n
hypocritical
idiot/n
idiotic
ignorance
ignorant
incompetence
incompetent
inequality
injustice
intolerable
irritate/v
jerk/n
joke of a
junk
kill/v
killer/n
kys
lame
let down
letdown
liar/n
lie
lied
lies
loser/n
lousy
low quality
lying
mad
malfunction/n
mess
messed up
messy
miserable
misery
mislead/v
misled
money back
moron/n
murder/v
murderer/n
nasty
nazi/n
never again
never buying
never coming back
never going back
never worked
never works
nightmare/n
no answer
no excuse
no good
no reply
no response
no thanks
no way
nonsense
not a fan
not cool
not good
not great
not happy
not impressed
not ok
not okay
not recommend
not working
over it
overrated
pain in the ass
pathetic
phony
piss
piss off
pissed off
pisses me off
pointless
poison/n
poor quality
poor service
prick/n
r i p
racism
racist/n
rage
raging
refund/n
retard/n
retarded
ridiculous
ridiculously bad
rip
rip off
ripoff
ripped off
rob
robbed
robbery
rubbish
rude
ruin/v
sad day
scam/n
scammed
scammer/n
scamming
screw you
sexism
sexist
shame
shame on
shameful
shit
shitty
shocking
shut up
sick and tired
sick of
slap in the face
slut/n
smelly
stay away
steal/v
stfu
still no
stink/v
stinky
stole
stolen
stopped working
stupid
stupidity
suck
sucked
sucks
sucky
suicide
terror
terrorism
terrorist/n
thief
thieves
tired of
toxic
tragedy
tragic
trash
trashy
ugly
unacceptable
unbearable
unfair
unhappy
unjust
unprofessional
unreliable
unsubscribe/v
unusable
upset
upsetting
useless
victim/n
want my money back
war
wars
waste
waste of money
waste of time
wasted
wasting
what a joke
whore/n
will never
won't load
won't work
worse
worst nightmare
worthless
would not recommend
wouldn't recommend
wrongly

-3
0 stars
1 star
abhorrent
absolute disgrace
absolute garbage
absolute joke
abysmal
appalled
appalling
atrocious
awful
awfully
clusterfuck
complete joke
criminals
despicable
despise/v
detest/v
disgrace/n
disgraceful
dreadful
dumpster
fuck her
fuck him
fuck them
genocide
hate
hated
hater/n
hates
hating
hatred
horrendous
horrible
horribly
horrid
horrific
inhumane
loathe/v
massacre/n
monstrous
motherfucker/n
one star
piece of crap
piece of garbage
piece of shit
pos
rape/v
rapist/n
repulsive
revolting
scum
scumbag/n
shithole
shitshow
slaughter/v
terrible
terribly
the worst
torture/v
total garbage
train wreck
trainwreck
utter garbage
vile
worst
worst airline
worst company
worst ever
worst experience
worst service
zero stars
`;
