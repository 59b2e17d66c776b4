import type { Department } from './shelf.ts'

/** For the evening, the ferry and the beach. */
export const games: Department = {
  name: 'Games & Play',
  shelves: {
    'Board Games': `
Dead Reckoning | Long Table | 44.00 | 1450g | GAME-DEAD-RECKONING
You know your speed, your heading and the time. Where you are is the game.
players: 2 to 4; minutes: 60; age: 12; language = English, German, French

Packet Ships | Long Table | 39.50 | 1280g | GAME-PACKET
Carry the mail round the Baltic before the ice does. Everybody shares one wind and nobody likes it.
players: 2 to 5; minutes: 75; age: 10; language = English, German, Swedish

Hedge and Ditch | Long Table | 29.00 | 820g | GAME-HEDGE
Enclose your fields, quietly ruin your neighbour's.
players: 2; minutes: 30; age: 10; language = English, Dutch

The Lighthouse Committee | Long Table | 48.00 | 1620g | GAME-LIGHTHOUSE
Four keepers, one lamp, limited oil. You win together or read about it in the inquiry.
players: 1 to 4; minutes: 90; age: 12; language = English, German, French

Marmalade | Long Table | 24.50 | 560g | GAME-MARMALADE
Buy oranges low, sell jars high, hope for frost in Seville.
players: 3 to 6; minutes: 25; age: 8; language = English, Spanish

Nine Men's Morris | Ninepin | 34.00 | 740g | GAME-MORRIS
Scratched into cathedral benches by bored monks; ours is inlaid in oak.
players: 2; minutes: 15; age: 6; material: oak

Folding Chess Set | Ninepin | 68.00 | 1350g | CHESS-FOLDING
Weighted and felted, with a slot for every piece, so that mid-game you can close the lid on it.
players: 2; material: maple and walnut; size = 30 cm, 40 cm +28.00 +900g

Travel Chess | Ninepin | 36.00 | 320g | CHESS-TRAVEL
Magnets under linen. Has been to sea and still has both bishops.
players: 2; size: 18 cm

Go Set | Hinoki Works | 94.00 | 2900g | GO-SET
Slate-dark and shell-white stones in two turned bowls, over a board that rings when you place one.
players: 2; material: kaya and glass; board = 13 lines, 19 lines +32.00 +1400g

Backgammon Roll | Drover | 112.00 | 860g | BACKGAMMON
Leather that unrolls on any table, or a hatch cover.
players: 2; material: leather; colour = Tan, Navy

Mancala | Ninepin | 42.00 | 980g | MANCALA
Fourteen hollows and forty-eight seeds. The rules take a minute and the grudge lasts longer.
players: 2; material: acacia; age: 6

Shut the Box | Ninepin | 29.50 | 690g | SHUT-THE-BOX
Norman sailors played it for brandy. The lid has a spot for the glass.
players: 1 to 6; material: beech; numbers = 9, 12 +5.00 +140g`,
    'Cards & Dice': `
Linen Playing Cards | Long Table | 11.80 | 100g | CARDS-LINEN
Shuffles like water, with courts redrawn as people from the harbour.
cards: 54; back = Navy, Oxblood

Patience Cards | Long Table | 9.60 | 70g | CARDS-PATIENCE
Two small packs in one box, for tray tables and narrow berths.
cards: 108

Waterproof Cards | Brightwater | 13.50 | 110g | CARDS-WATERPROOF
Play in the bath. Rinse after the jam.
cards: 54; material: PVC

Tarot de Marseille | Lamplight Editions | 26.00 | 260g | CARDS-TAROT
The French trick-taking game, from blocks cut in 1760. What else you do with it is your affair.
cards: 78

Cribbage Board | Ninepin | 38.00 | 420g | CRIBBAGE
Fifteen two, fifteen four, and a drawer for the pegs.
material: walnut; pegs: brass

Brass Dice | Aldous | 24.00 | 110g | DICE-BRASS
Five of them, true to a hair, loud on oak.
material: brass; pieces: 5

Bone-White Dice | Ninepin | 7.50 | 45g | DICE-WHITE
Six, rounded at the corners, with one spare because of sofas.
material: acrylic; pieces: 6; colour = Ivory, Black, Red

Leather Dice Cup | Drover | 29.00 | 160g | CUP-DICE
Ribbed inside, stitched outside, so that no one can say anything.
material: leather; colour = Tan, Black

Liar's Bench | Long Table | 16.50 | 280g | GAME-LIAR
Five dice each, one cup each and a straight face. The sailor to your left is always lying.
players: 2 to 6; minutes: 20; age: 8; language = English, German

Semaphore | Long Table | 14.90 | 210g | GAME-SEMAPHORE
A memory game in flags that leaves you able to spell HELP at a distance.
players: 2 to 5; minutes: 15; age: 7

Double-Six Dominoes | Ninepin | 27.00 | 640g | DOMINOES
Ebony and bone to look at, paper resin to the conscience. Made to be slapped down.
pieces: 28; spinner: brass

Flags of the Sea | Long Table | 12.90 | 160g | GAME-FLAGS
Happy families for people who own binoculars.
players: 3 to 6; minutes: 20; age: 6; language = English, German, Dutch`,
    Puzzles: `
Soundings of the Skagerrak | Tinderbox | 32.00 | 780g | PUZZLE-SKAGERRAK
An 1872 chart in a thousand pieces, three hundred of them water.
pieces: 1000; size: 68 x 48 cm

Allotment in August | Tinderbox | 28.00 | 740g | PUZZLE-ALLOTMENT
Start with the marrows.
pieces: 1000; size: 68 x 48 cm

Night Ferry | Tinderbox | 24.00 | 520g | PUZZLE-NIGHT-FERRY
Lit windows first, then four hundred pieces of honest dark.
pieces: 500; size: 48 x 34 cm

Boatyard, Low Tide | Tinderbox | 54.00 | 690g | PUZZLE-BOATYARD
Cut by hand from plywood; look for the anchor, the gull and the sawyer's initials among the pieces.
pieces: 250; material: birch plywood; size: 40 x 28 cm

Wooden Burr | Tinderbox | 22.00 | 180g | PUZZLE-BURR
Six sticks. Apart in a minute, together by Epiphany.
material: beech; difficulty = Gentle, Stern +3.00, Unkind +6.00

Japanese Secret Box | Hinoki Works | 68.00 | 290g | BOX-SECRET
Slides, pauses, slides. The last panel moves only for those who have stopped pushing.
material: yosegi marquetry; moves = 7, 12 +24.00, 21 +68.00

Cast Knot | Tinderbox | 16.80 | 120g | PUZZLE-CAST
Two pieces of zinc that came apart once, at the factory.
material: zinc alloy; shape = Anchor, Hook, Chain

Tangram in Walnut | Tinderbox | 19.50 | 140g | TANGRAM
Seven pieces: a cat, a candle, a running man and, on a good day, the square again.
material: walnut; pieces: 7

Sliding Harbour | Tinderbox | 26.00 | 380g | PUZZLE-SLIDING
Get the red tug out of the basin without touching the quay. Forty cards, from easy to smug.
material: beech; challenges: 40

Wooden Alphabet | Ninepin | 36.00 | 680g | ALPHABET
Letters to trace, stack, chew and eventually read.
material: maple; age: 2; language = English, German, Swedish

Layered Tide Pool | Tinderbox | 29.00 | 460g | PUZZLE-TIDE-POOL
Lift the weed and there is a crab, lift the crab and there is a coin.
material: birch plywood; layers: 4; age: 3`,
    'Outdoor Play': `
Stunt Kite | Tallgrass | 68.00 | 420g | KITE-STUNT
Two lines and a great deal of advice from bystanders.
span: 180 cm; wind: 2 to 6 Bft; colour = Sunset, Sea

Diamond Kite | Tallgrass | 28.00 | 260g | KITE-DIAMOND
Flies from a running start, as drawn by any child.
span: 80 cm; wind: 2 to 4 Bft; colour = Red, Yellow, Blue

Boomerang | Ninepin | 24.50 | 95g | BOOMERANG
Birch ply, tuned in Brittany. It comes back; give it room to.
material: birch plywood; range: 25 m; hand = Right, Left

Boules, Set of Six | Ninepin | 72.00 | 4600g | BOULES
Chromed steel, three grooves to argue by, a jack of boxwood and a canvas bag.
material: steel; pieces: 6

Kubb | Ninepin | 49.00 | 5200g | KUBB
Throw sticks at blocks, and never touch the king until the end. Said to be Viking by everyone selling it.
material: birch; players: 2 to 12

Skittles | Ninepin | 64.00 | 3800g | SKITTLES
Nine pins, two cheeses, one lawn that will recover.
material: ash; pieces: 11

Croquet for Four | Ninepin | 189.00 | 9400g | CROQUET
Ash shafts, brass-bound heads and hoops that a ball clears by the width of a card.
material: ash and brass; players = Four, Six +64.00 +3200g

Rope Quoits | Ropewalk | 34.00 | 880g | QUOITS
Five grommets laid up by hand, a peg, and a deck or a lawn.
material: manila; pieces: 6

Rope Swing | Ropewalk | 58.00 | 1900g | SWING-ROPE
An oak seat, twelve metres of line and the knots already made.
material: oak and polyhemp; load: 120 kg

Rope Ladder | Ropewalk | 79.00 | 3400g | LADDER-ROPE
Ash rungs seized between two strands, for the treehouse or the topsides.
material: ash and polyhemp; length = 2 m, 3 m +24.00 +1500g

Pond Yacht | Tallgrass | 86.00 | 940g | YACHT-POND
Planked, rigged and ballasted. Set the sails on this side and walk round to the other.
material: cedar; length = 32 cm, 48 cm +48.00 +900g; sails = White, Tan

Fishing Net on a Cane | Tallgrass | 14.50 | 230g | NET-FISHING
For shrimps, tiddlers and whatever the dog has lost.
material: bamboo; length: 120 cm; colour = Green, Blue, Red

Bucket and Spade | Garth & Sons | 22.00 | 640g | BUCKET-SPADE
Galvanised bucket, ash-handled spade, castles of a certain ambition.
material: galvanised steel and ash; colour = Red, Blue, Galvanised`,
  },
}
