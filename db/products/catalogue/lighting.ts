import type { Department } from './shelf.ts'

/** From the mantle to the filament, and the candle when both are out. */
export const lighting: Department = {
  name: 'Lighting',
  shelves: {
    Lanterns: `
Hurricane Lantern | Aldous | 44.00 | 920g | LANTERN-HURRICANE
Wind feeds it instead of putting it out. Trim the wick straight and it will burn for twenty hours.
material: tinplate; fuel: paraffin; height: 27 cm; colour = Black, Red, Galvanised

Brass Anchor Lamp | Aldous | 138.00 | 1450g | LAMP-ANCHOR
A Fresnel lens throws one small flame two miles, all round.
material: brass; fuel = Paraffin, Electric +24.00; height: 31 cm

Port and Starboard Lamps | Aldous | 268.00 | 2900g | LAMPS-PORT-STARBOARD
A red one, a green one, and no argument about which goes where.
material: copper and brass; height: 24 cm; pieces: 2

Gimballed Cabin Lamp | Aldous | 118.00 | 880g | LAMP-GIMBAL
Stays upright while you do not. The smoke bell saves the deckhead.
material: brass; fuel = Paraffin, Electric +16.00; height: 34 cm

Pressure Lantern | Aldous | 179.00 | 2200g | LANTERN-PRESSURE
Pump, prick, light. It hisses like a kettle and reads like daylight.
material: nickelled brass; fuel: paraffin; output: 400 candela

Rechargeable Camp Lantern | Corrie | 58.00 | 340g | LANTERN-CAMP
Dims to one candle and lasts a week there. Charges a phone in a pinch.
output: 350 lm; battery: 5200 mAh; colour = Sand, Pine, Black

Folding Candle Lantern | Corrie | 32.00 | 170g | LANTERN-CANDLE
Telescopes into its own tube; the spring pushes the candle up as it burns.
material: aluminium and glass; burns: 9 hours; finish = Brass +8.00, Aluminium

Solar Garden Lantern | Wick & Glass | 36.50 | 520g | LANTERN-SOLAR
Hangs from a branch all day doing nothing and makes up for it after nine.
material: recycled glass; output: 30 lm; tint = Clear, Amber, Sea

Paper Lantern | Hinoki Works | 29.00 | 180g | LANTERN-PAPER
Mulberry paper on bamboo hoops, folded flat for the post.
material: washi; diameter = 30 cm, 45 cm +12.00 +90g

Onion Lantern | Wick & Glass | 89.00 | 1300g | LANTERN-ONION
Mouth-blown globe in a wire cage, copied from one that hung by a lock on the Ijssel.
material: copper and glass; height: 30 cm; finish = Bright, Verdigris`,
    'Desk & Table Lamps': `
Balanced-Arm Desk Lamp | Aldous | 189.00 | 2600g | LAMP-BALANCED
Three springs hold it where you let go. There is a joint for every bad idea about where to put it.
material: steel and brass; reach: 82 cm; colour = Black, Cream, Sea Green

Banker's Lamp | Aldous | 149.00 | 2400g | LAMP-BANKER
Green glass, brass chain, and the sense that figures will add up.
material: brass and glass; height: 38 cm; shade = Green, Opal

Clamp Lamp | Tradewind | 64.00 | 980g | LAMP-CLAMP
Bites anything up to six centimetres thick: shelf, bedhead, ladder.
material: steel; colour = Black, Yellow, White

Ceramic Table Lamp | Fell & Fennel | 124.00 | 2100g | LAMP-CERAMIC
A jar that changed careers.
material: stoneware; height: 42 cm; glaze = Oat, Tide, Iron

Turned Oak Lamp | Tradewind | 112.00 | 1600g | LAMP-OAK
Split a little as it dried, which we left.
material: oak; height: 40 cm; flex = Black, Rust

Reading Lamp on a Stand | Aldous | 238.00 | 4800g | LAMP-READING
Over the left shoulder, as mothers say.
material: brass and iron; height: 140 cm; finish = Brass, Black

Portable Table Lamp | Tradewind | 98.00 | 760g | LAMP-PORTABLE
Goes out to the terrace with you and back in with the plates.
material: aluminium; output: 220 lm; battery: 12 hours; colour = Sand, Rust, Ink

Clip-On Book Light | Corrie | 19.80 | 60g | LIGHT-BOOK
Warm, narrow and no reason for the other person to sigh.
output: 18 lm; battery: 40 hours; colour = White, Black

Night Light | Wick & Glass | 34.00 | 280g | LIGHT-NIGHT
Just enough to find the water and no more.
material: opal glass; output: 8 lm

Enamel Pendant | Pendeen | 86.00 | 1200g | PENDANT-ENAMEL
Pressed for a cannery in 1931 and, after a gap, again.
material: enamelled steel; diameter = 25 cm, 35 cm +28.00 +700g; colour = White, Bottle, Navy

Bulkhead Wall Light | Brightwater | 94.00 | 1500g | LIGHT-BULKHEAD
Cast brass and prismatic glass. It survived the North Sea; it will survive your bathroom.
material: brass; protection: IP54; shape = Round, Oval

Glass Pendant | Wick & Glass | 118.00 | 1100g | PENDANT-GLASS
Each is blown into the same wooden mould, which is charring, so they grow.
material: glass; diameter: 22 cm; tint = Clear, Smoke, Amber

Braided Flex and Holder | Aldous | 24.50 | 210g | FLEX-BRAIDED
Three metres of cloth cable and a brass holder for the shade you already have.
length: 3 m; fitting: E27; colour = Black, Rust, Flax`,
    Torches: `
Angle Torch | Stahlbach | 36.00 | 240g | TORCH-ANGLE
Clips to a pocket and looks where you look. The colour filters are in the base, as they ever were.
output: 180 lm; battery: 2 x AA; colour = Olive, Black

Pocket Torch | Aldous | 48.00 | 75g | TORCH-POCKET
Brass that warms in the hand, one cell, one button, three brightnesses.
material: brass; output: 320 lm; battery: AA

Head Torch | Corrie | 42.00 | 88g | TORCH-HEAD
White for the path and red for the tent, so that nobody has to hate you.
output: 400 lm; battery: rechargeable; colour = Slate, Ember

Dynamo Torch | Stahlbach | 29.50 | 160g | TORCH-DYNAMO
Squeeze for a minute, see for ten. Lives in the drawer in which batteries go to die.
output: 40 lm; colour = Red, Grey

Floating Deck Torch | Brightwater | 39.00 | 310g | TORCH-DECK
Bobs upright with the light on. Someone will test this.
output: 250 lm; protection: IP68; colour: Yellow

Searchlight | Brightwater | 118.00 | 980g | SEARCHLIGHT
Picks out an unlit buoy at half a mile, then a heron that had been asleep.
output: 2000 lm; battery: rechargeable

Bicycle Light Set | Stahlbach | 54.00 | 180g | LIGHTS-BICYCLE
A cut-off beam in front, a steady glow behind, rubber straps round anything.
norm: StVZO; battery: rechargeable; pieces: 2

Inspection Lamp | Stahlbach | 44.50 | 290g | LAMP-INSPECTION
A magnet, a hook and a hinge, for the far side of the engine.
output: 500 lm; battery: rechargeable`,
    'Candles & Fuel': `
Beeswax Dinner Candles | Wick & Glass | 22.00 | 320g | CANDLES-BEESWAX
Dipped thirty times, smelling faintly of June.
material: beeswax; pieces: 4; height: 25 cm; colour = Natural, Ivory

Stearin Household Candles | Wick & Glass | 12.80 | 620g | CANDLES-HOUSEHOLD
They burn straight, do not bend in summer and cost what candles should.
material: stearin; pieces: 10; colour = White, Bottle, Brick, Ink

Pillar Candle | Wick & Glass | 14.50 | 540g | CANDLE-PILLAR
Sixty hours if you let it pool to the edge.
material: stearin; diameter: 7 cm; height = 10 cm, 15 cm +4.50 +270g

Scented Candle in Enamel | Pendeen | 28.00 | 390g | CANDLE-SCENTED
When it is finished you have a cup.
material: rapeseed wax; burns: 40 hours; scent = Tarred Rope, Fig Leaf, Cedar Box, Sea Fog

Tealights in Glass | Wick & Glass | 9.40 | 420g | TEALIGHTS
Refills for the cups, without the aluminium.
material: stearin; pieces: 24; burns: 6 hours

Lamp Oil | Aldous | 8.90 | 860g | OIL-LAMP
Refined until it neither smokes nor smells, which paraffin seldom is.
volume = 1 l, 5 l +28.00 +3300g

Flat Wick | Aldous | 4.80 | 20g | WICK-FLAT
A metre of woven cotton. Soak, thread, trim square, nip the corners.
material: cotton; length: 1 m; width = 14 mm, 22 mm +0.80, 38 mm +1.70

Gas Mantles | Aldous | 7.60 | 15g | MANTLES
Silk, two to the packet, as fragile as they look and brighter than you remember.
pieces: 2

Spare Lantern Chimney | Aldous | 11.50 | 190g | CHIMNEY
Annealed slowly, so a raindrop will not be the end of it.
material: borosilicate glass; fits: hurricane lantern

Brass Chamberstick | Aldous | 36.00 | 310g | CHAMBERSTICK
A candle, a handle, a dish for the drip: all one needs to go upstairs.
material: brass; diameter: 14 cm

Iron Candleholder | Harrow Forge | 32.00 | 640g | CANDLEHOLDER-IRON
Bent from one bar, hot, in seven blows.
material: wrought iron; height = 12 cm, 20 cm +9.00 +280g

Wick Trimmer | Harrow Forge | 18.50 | 90g | TRIMMER-WICK
Reaches the bottom of the jar and brings the ash back up.
material: steel; length: 17 cm; finish = Black, Brass +3.00

Long Matches | Tradewind | 6.20 | 110g | MATCHES-LONG
Forty-five to the bottle, striker underneath.
length: 20 cm; pieces: 45; tip = Red, White, Green

Rechargeable Lighter | Tradewind | 21.50 | 80g | LIGHTER-ARC
No flame to blow out, on a neck that bends round to the far candle.
charging: USB-C; colour = Black, Brass`,
  },
}
