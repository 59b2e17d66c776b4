import type { Department } from './shelf.ts'

/** What keeps a boat tied up, pointed the right way and afloat. */
export const sailing: Department = {
  name: 'Sailing & Chandlery',
  shelves: {
    'Rope & Rigging': `
Three-Strand Mooring Line | Lanyard & Pike | 24.50 | 1150g | ROPE-MOORING
Spun to look like hemp and stretch like nylon, which is what your cleats would ask for. One end is spliced, the other is whipped and yours to argue about.
material: polyamide; diameter: 14 mm; length = 8 m, 12 m +11.00 +580g, 18 m +27.50 +1450g; colour = Hemp, Black

Braided Halyard | Lanyard & Pike | 38.00 | 900g | ROPE-HALYARD
A low-stretch core under a polyester cover that still has grip after five salty seasons.
material: HMPE and polyester; diameter: 8 mm; length = 20 m, 30 m +18.00 +450g; fleck = Red, Blue, Green

Mainsheet by the Coil | Lanyard & Pike | 31.50 | 980g | ROPE-MAINSHEET
Soft in the hand and slow to kink. We sell it in the length most cruisers end up cutting it to.
material: spun polyester; diameter: 10 mm; length: 20 m; colour = White, Navy

Tarred Marline | Ropewalk | 8.90 | 210g | MARLINE-TARRED
Two-strand hemp soaked in Stockholm tar, for servings, lashings and the smell of an older boat.
material: hemp; length: 50 m

Waxed Whipping Twine | Ropewalk | 4.50 | 60g | TWINE-WHIPPING
Twenty metres on a wooden spool, enough to finish every loose end on board and start a conversation about it.
material: waxed polyester; length: 20 m; colour = White, Tan, Black

Shock Cord | Lanyard & Pike | 9.80 | 320g | CORD-SHOCK
Elastic with a woven sleeve, sold by ten metres. Sail ties, hatch covers and oars all behave better for it.
material: natural rubber; length: 10 m; diameter = 5 mm, 8 mm +5.70 +280g

Ash Single Block | Brightwater | 42.00 | 190g | BLOCK-ASH
Turned from one piece of ash around a bronze sheave, oiled twice before it leaves the bench.
material: ash and bronze; rope = 8 mm, 12 mm +12.00 +120g

Bronze Snap Shackle | Brightwater | 36.50 | 140g | SHACKLE-SNAP
It opens under load when you tell it to and at no other time.
material: manganese bronze; length: 82 mm

Long D Shackle | Brightwater | 6.40 | 45g | SHACKLE-D
Forged, not cast, with a captive pin. You will drop it on deck, not in the harbour.
material: 316 stainless steel; pin = 6 mm, 8 mm +2.10 +40g, 10 mm +4.80 +95g

Rigging Knife and Marlinspike | Odenholt | 59.00 | 185g | KNIFE-RIGGING
Sheepsfoot blade on one side, locking spike on the other and a shackle key between them. It comes with a lanyard because it needs one.
material: 14C28N steel; handle: stabilised birch; blade: 78 mm

Splicing Fid Set | Ropewalk | 27.00 | 260g | FID-SET
Five boxwood fids in a canvas roll, from a whisper of a thing to one that opens a tow rope.
material: boxwood; pieces: 5

Sailmaker's Palm | Ropewalk | 22.50 | 95g | PALM-SAIL
Rawhide over a steel eye, broken in by hand until you stop noticing it.
material: rawhide and leather; hand = Right, Left

Sail Repair Kit | Brightwater | 34.00 | 340g | KIT-SAIL-REPAIR
Needles, twine, beeswax, a metre of Dacron and two of sticky-back: the difference between a torn sail and a long motor home.
pieces: 14`,
    Navigation: `
Brass Sextant | Cardinal Point | 389.00 | 1450g | SEXTANT-BRASS | 0
A working instrument with a silvered arc and seven shades, adjusted on a collimator and sold with its certificate. The workshop makes forty a year.
material: brass; arc: 120 degrees; accuracy: 20 seconds; case: mahogany

Bulkhead Barometer | Cardinal Point | 148.00 | 920g | BAROMETER-BULKHEAD
The needle moves before the weather does. Set it once for your altitude, then tap it twice a day out of habit.
material: brass; dial: 150 mm; finish = Polished, Lacquered +12.00, Chrome +9.00

Ship's Bell Clock | Cardinal Point | 219.00 | 1180g | CLOCK-BELL
Strikes the watches instead of the hours, so that eight bells means lunch.
material: brass; movement: mechanical, 8 days; dial: 120 mm

Hand-Bearing Compass | Brightwater | 96.00 | 240g | COMPASS-HAND
Held to the eye it reads to a degree, in the dark too. The rubber ring has bounced down a companionway or two.
damping: oil; lighting: photoluminescent; colour = Orange, Black

Steering Compass | Cardinal Point | 274.00 | 1900g | COMPASS-STEERING
A gimballed card under a flat dome, steady in a short sea and legible from the far side of the tiller.
material: brass; card: 100 mm; mount = Binnacle, Bulkhead

Boxwood Parallel Rule | Cardinal Point | 34.00 | 130g | RULE-PARALLEL
Walks across the chart without slipping, thanks to two brass arms and a century of practice.
material: boxwood and brass; length = 38 cm, 46 cm +7.00 +30g

One-Handed Dividers | Cardinal Point | 29.50 | 75g | DIVIDERS-BOW
Squeeze to open, squeeze to close; your other hand is holding the chart down.
material: brass; length: 18 cm

Course Plotter | Brightwater | 16.90 | 90g | PLOTTER-COURSE
The square kind with a turning rose. No gadget on the chart table has been dropped more often or complained less.
material: acrylic; length: 38 cm

Waterproof Logbook | Windrose Press | 21.00 | 410g | LOGBOOK-WATERPROOF
Ninety-six stone-paper spreads with columns for course, wind, glass and the remark you will be glad you wrote down.
pages: 192; format: A4; cover = Navy, Signal Red

North Sea Passage Chart | Windrose Press | 27.50 | 180g | CHART-NORTH-SEA
Dover to the Skagerrak at 1:750,000, with tidal streams printed where you are looking.
scale: 1:750000; finish = Folded, Rolled +4.00 +120g, Laminated +14.00 +260g

Baltic Harbour Atlas | Windrose Press | 64.00 | 1650g | ATLAS-BALTIC
Two hundred and twelve harbours from Kiel to Haparanda, each with its plan, its depth and where to find bread.
pages: 268; binding: wire-o; language = English, German, Swedish

Rain-Proof Chart Tube | Brightwater | 32.00 | 640g | TUBE-CHART
Takes six full sheets rolled, floats with all of them inside, and doubles as a fender once.
material: ABS; length: 112 cm

Leadline | Ropewalk | 45.00 | 2300g | LEADLINE
Leather, rag and knots at the old marks, and a hollow in the lead for tallow. It has never needed a firmware update.
material: hemp and lead; length: 20 m`,
    'Deck & Mooring': `
Plough Anchor | Brightwater | 129.00 | 6000g | ANCHOR-PLOUGH
Buries itself in sand and mud and forgives a wind that goes round in the night.
material: galvanised steel; size = 6 kg, 10 kg +62.00 +4000g, 16 kg +148.00 +10000g

Folding Grapnel | Brightwater | 26.50 | 1500g | ANCHOR-GRAPNEL
For dinghies, kayaks and whatever you dropped under the pontoon.
material: galvanised steel; size = 1.5 kg, 3.2 kg +13.00 +1700g

Anchor Chain | Brightwater | 58.00 | 11000g | CHAIN-ANCHOR
Calibrated links, hot-dip galvanised, proof-tested at the mill. Carry it home in two trips.
material: galvanised steel; length: 10 m; diameter = 8 mm, 10 mm +34.00 +8000g

Cork Fender | Ropewalk | 39.00 | 850g | FENDER-CORK
Granulated cork in a hand-knotted coir jacket. Kind to old varnish, indifferent to new.
material: cork and coir; length: 40 cm

Inflatable Fender | Brightwater | 18.50 | 900g | FENDER-INFLATABLE
The honest plastic sausage, with a reinforced eye at each end.
material: PVC; size = 15 x 45 cm, 21 x 62 cm +9.50 +600g; colour = White, Navy

Bronze Horn Cleat | Brightwater | 23.00 | 310g | CLEAT-HORN
Sand-cast and drilled for countersunk screws, with horns long enough for three turns and a hitch.
material: bronze; length = 15 cm, 20 cm +9.00 +240g, 25 cm +21.00 +520g

Jam Cleat | Brightwater | 14.80 | 80g | CLEAT-JAM
Two toothed cams, one tug up to free it. Fit it where your left hand already goes.
material: aluminium; rope: 6 to 12 mm

Telescopic Boathook | Brightwater | 33.50 | 880g | BOATHOOK
Locks anywhere between one metre twenty and two metres ten. The hook floats; so, it turns out, does the rest.
material: aluminium; length: 120 to 210 cm

Deck Brush | Garth & Sons | 17.90 | 520g | BRUSH-DECK
Union fibre set in beech, stiff for teak and soft for gelcoat.
material: beech; bristle = Soft, Stiff

Ash Oars, the Pair | Brightwater | 138.00 | 3400g | OARS-ASH
Straight in the grain and light at the tip, with leathers already sewn where the rowlocks bite.
material: ash; length = 2.1 m, 2.4 m +14.00 +400g, 2.7 m +29.00 +800g

Canvas Bucket | Ropewalk | 44.00 | 480g | BUCKET-CANVAS
Eight litres of number four duck on a rope becket. It folds flat, makes no noise on deck and outlives three plastic ones.
material: cotton canvas; capacity: 8 l; colour = Natural, Olive

Courtesy Flag | Brightwater | 8.50 | 30g | FLAG-COURTESY
Sewn, not printed, and sized for a starboard spreader.
material: woven polyester; size: 20 x 30 cm; country = Denmark, France, Netherlands, Norway, Portugal, Spain, Sweden, United Kingdom`,
    'Safety Afloat': `
Automatic Lifejacket | Skerry & Hale | 124.00 | 1050g | LIFEJACKET-AUTO
Lies flat enough to forget. Below the surface it fills in three seconds and turns you on your back.
buoyancy: 170 N; norm: ISO 12402-3; colour = Navy, Red, Black

Child's Foam Lifejacket | Skerry & Hale | 54.00 | 620g | LIFEJACKET-CHILD
A collar that keeps a small chin up, a crotch strap that stays done up and a whistle they will find at once.
buoyancy: 100 N; norm: ISO 12402-4; size = 10 to 20 kg, 20 to 30 kg +3.00 +90g, 30 to 40 kg +6.00 +180g

Buoyancy Aid | Skerry & Hale | 69.00 | 740g | VEST-BUOYANCY
Cut short and open at the arms, for dinghies and paddles.
buoyancy: 50 N; norm: ISO 12402-5; size = S, M, L, XL; colour = Slate, Orange

Safety Harness Tether | Skerry & Hale | 48.00 | 430g | TETHER-SAFETY
Three hooks on elasticated webbing: clip on, move, clip on, unclip. There is a thread that shows if it has ever held a fall.
norm: ISO 12401; length: 1 to 2 m

Throw Line | Skerry & Hale | 36.00 | 560g | LINE-THROW
Twenty-three metres of floating rope that leave the bag in one piece.
length: 23 m; material: polypropylene; colour: Yellow

Horseshoe Lifebuoy | Brightwater | 78.00 | 1700g | LIFEBUOY-HORSESHOE
Sits on the pushpit with its light and drogue, ready to be the first thing over the side after somebody.
buoyancy: 142 N; colour = White, Yellow

Offshore Flare Pack | Brightwater | 112.00 | 1900g | FLARES-OFFSHORE
Four parachutes, four hand-helds and two smokes in a screw-top drum that floats.
norm: SOLAS; shelf life: 4 years

Brass Fog Horn | Cardinal Point | 46.00 | 380g | HORN-FOG
Mouth-blown, two metres of carrying note in a hand's width of brass.
material: brass; length: 21 cm

Radar Reflector | Brightwater | 39.50 | 950g | REFLECTOR-RADAR
Folds flat in its pocket and clicks into an octahedron in less time than it takes the ship to get closer.
material: aluminium; height: 38 cm

Emergency Tool Bag | Brightwater | 89.00 | 2600g | BAG-EMERGENCY
Softwood plugs, self-fusing tape, a pair of bolt croppers and a head torch, packed in the order in which people reach for them.
pieces: 22

First Aid Tin, Crew of Six | Tradewind | 58.00 | 1400g | FIRST-AID-CREW
Put together with a ship's doctor. The list in the lid says what each thing is for in words you can read while worried.
norm: DIN 13167; pieces: 74

Signal Mirror | Brightwater | 7.90 | 45g | MIRROR-SIGNAL
Sight the aircraft through the hole, put the bright spot on it, repeat. Unbreakable in any sensible use.
material: acrylic; size: 5 x 8 cm`,
  },
}
