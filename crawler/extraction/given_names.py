"""Given names by which a line that nothing marks is told for a person's, in lower case and plain.

The common ones of the countries whose papers print English, German, French, Spanish, Russian,
Polish, Italian, Portuguese, Dutch, Turkish and the Nordic languages, from general knowledge. A
name that is missing costs an unmarked author here and there; a word that is no name (Will, Mark,
Rose at the head of a sentence) must not be decided by this list alone.
"""

GIVEN_NAMES = frozenset(
    """
    aaron abby abdul abdullah abigail abraham achim ada adalbert adam adrian adriana adriano
    adrienne agata agathe agnes agnieszka ahmad ahmed aileen aisha alain alan alana alba albert
    alberto albrecht aldo alec alejandra alejandro aleksander aleksandra alena alessandra
    alessandro alessia alex alexa alexander alexandra alexandre alexei alexey alexis alfons alfred
    alfredo ali alice alicia alicja alina aline alisa alison alistair allan allen allison alois
    alvaro alyssa amanda amber amelia amelie amir amit amy ana anastasia anders andre andrea
    andreas andrei andres andrew andrey andrzej andy anette angela angelika angelina angelo angie
    angus anika anita anja anke ann anna annabel anne annegret annelie annemarie annett annette
    annie annika ansgar anthony antje antoine anton antonella antonia antonio anuj apostolos april
    ariane ariel arjun arkadiusz arlene armin arnaud arnd arne arno arnold artem arthur artur
    arturo arun arvind ashley ashok asif astrid aude audrey august augusto aurelie aurora austin
    ava axel ayesha ayse aziz babette barbara barry bart bartosz bastian beata beate beatrice
    beatriz ben bence benedict benedikt benita benjamin benno benoit berit bernadette bernard bernd
    bernhard bert bertrand beth bethany betsy betty bianca bill billy birgit birgitta birte bjorn
    bob boris boyd brad bradley brandon brendan brenda brent brett brian brianna bridget brigitte
    brittany brooke bruce bruno bryan burkhard burak caitlin callum calvin cameron camila camille
    can candice cara carina carl carla carlo carlos carmen carol carola carole carolin carolina
    caroline carolyn carrie carsten casey cassandra cassidy catalina caterina catharina catherine
    cathy cecile cecilia celeste celia celine cem cesar chad chantal charles charlie charlotte
    chelsea cheryl chiara chloe chris christa christel christian christiane christina christine
    christof christoffer christoph christophe christopher christos chuck cindy claire clara
    clarissa claude claudia claudio claus clemens clement cody colin colleen connor conor conrad
    constanze cora cordula corina corinna corinne cornelia cory cosima courtney craig cristian
    cristiana cristiano cristina curtis cynthia cyril czeslaw dagmar daisy dale damian damien dan
    dana daniel daniela daniele daniella danielle daniil danny danuta daphne dara darek daria
    dario dariusz darja darren darryl daryl dave david davide dawid dawn dean debbie deborah debra
    declan deepak deepika delia delphine denis denise dennis derek desmond destiny detlef detlev
    devin devon diana diane didier diego dieter dietmar dietrich dilip dimitri dimitris dina dinah
    dirk dmitri dmitriy dmitry doina dolores domenico dominic dominik dominika dominique don
    donald donata donatella donna dora dorian doris dorota dorothea dorothee dorothy doug douglas
    drew duncan dustin dylan ebru eckhard eckhart ed eddie edgar edith edmund edoardo eduard
    eduardo edward edwin egon eileen ekaterina ekkehard elaine eleanor elena eleni eleonora elfi
    eli elia elias elif elisa elisabeth elise elizabeth elke ella ellen ellie elliot elliott elmar
    elsa elvira emanuel emanuele emil emile emilia emilie emilio emily emine emma emmanuel
    emmanuelle emre engin enric enrico enrique enzo erhard eric erica erich erik erika erin ernest
    ernesto ernst erwin esteban estelle esther ethan etienne eugen eugene eugenia eugenio eva
    evan evelin eveline evelyn evgeny ewa fabian fabien fabienne fabio fabrice fabrizio faith
    fatima fatma federica federico felicia felicitas felicity felipe felix ferdinand fernanda
    fernando filip filippo finn fiona flavia flavio flora florence florent florian frances
    francesca francesco francis francisca francisco franck franco francois francoise frank frankie
    franz franziska fred freddy frederic frederick frederik frederike frida frieder friederike
    friedhelm friedrich fritz gabor gabriel gabriela gabriele gabriella gabrielle gail galina
    gareth gary gaston gavin gemma genevieve geoff geoffrey georg george georgia georgina georgios
    gerald geraldine gerard gerd gerda gerhard germain gero gerrit gert gertrud giacomo gianluca
    gianni gilbert gilles gillian gina gino giorgia giorgio giovanna giovanni gisela giulia
    giuliano giulio giuseppe glen glenda glenn gloria gonzalo gordon grace graham greg gregor
    gregory greta gretchen grigory grzegorz guenter guenther guido guillaume guillermo gulsen
    gunnar gunter gunther gus gustav gustavo guy gwen hakan halina hamza hanna hannah hannes hanno
    hans harald hari harriet harry hartmut hasan hassan hazel heather hector hedwig heide heidi
    heike heiko heinrich heinz helen helena helene helga helge helmut hendrik henk henning henri
    henriette henrik henry herbert heribert hermann hernan hilary hilda hilde holger holly horst
    howard hubert hugh hugo hugues hussein ian ibrahim ida ignacio igor ilaria ildiko ilja ilka
    ilona ilse ilya imke imran ina ines inga inge ingeborg ingmar ingo ingrid inken ioana ioannis
    ira irena irene iris irina irma isaac isabel isabell isabella isabelle isobel ismail istvan
    ivan ivana ivo iwona izabela jack jackie jackson jaclyn jacob jacqueline jacques jaime jake
    jakob jakub james jamie jan jana jane janet janice janine janos janusz jared jarek jaroslaw
    jasmin jasmine jason javier jay jean jeanette jeanne jeannette jed jeff jeffery jeffrey jenna
    jennifer jenny jens jeremiah jeremy jerome jerry jerzy jesper jess jesse jessica jessie jesus
    jill jim jimmy jo joachim joan joana joanna joanne joao jochen jodie joe joel joern joerg
    johan johann johanna johannes john johnny johnson jolanta jon jonah jonas jonathan joost
    jordan jordi jorg jorge jorn jose josef josefina joseph josephine josh joshua josie joyce jost
    juan juanita judith judy juha jules julia julian juliana juliane julie julien juliette julio
    julius june jurgen justin justine justyna jutta kai kaja kamil karen karim karin karina karine
    karl karla karolin karolina karoline karsten kasia kaspar kat katarina katarzyna kate katerina
    katharina katherine kathleen kathrin kathryn kathy katie katja katrin katrina kay kaye kazimierz
    keith kelly kelsey ken kendra kenneth kerry kerstin kevin khaled kieran kilian kim kimberly
    kirsten kirsty kirstin kirill kitty klara klaus knut konrad konstantin konstantinos kris
    krista kristen kristian kristie kristin kristina kristine kristof kristy krystyna krzysztof
    kurt kyle kylie lance lara larissa larry lars laszlo latoya laura laure lauren laurence laurent
    laurie lawrence lea leah leander lee leif leila lena lennart lenny leo leon leona leonard
    leonardo leonie leonid leonora leopold leroy leslie leszek leticia levi lewis liam lidia lila
    lilia lilian liliana lilli lilly lily lina linda lindsay lindsey linn linus lionel lisa lisbeth
    liz liza lloyd logan lois lola loic lorena lorenz lorenzo loretta lorraine lothar lou louis
    louisa louise luc luca lucas lucia luciana luciano lucie lucien lucinda lucy ludger ludmila
    ludovic ludwig luigi luis luisa luise luiz luka lukas lukasz luke lutz lydia lynda lynn lynne
    maciej mackenzie madeleine madeline madison mads magda magdalena maggie magnus mahmoud maia
    maike maik maja malcolm malgorzata malte mandy manfred manuel manuela mara marc marcel marcela
    marcello marcelo marcia marcin marco marcos marcus marek margaret margarete margarita margit
    margot margret maria mariam marian mariana marianne mariano marie mariella marietta marija
    marika marilyn marina mario marion mariusz marisa marissa marit marius mariya marjorie mark
    marko markus marlene marlies marta martha marthe martijn martin martina martine marty marvin
    mary maryam masha massimo mate mateo mateusz mathew mathias mathieu mathilde matias matilda
    matt matteo matthew matthias matthieu mattia maud maura maureen maurice mauricio maurizio
    mauro max maxim maxime maximilian maxine maya mechthild meg megan meghan mehmet mei meike
    meinhard mel melanie melinda melissa mercedes meredith merle michael michaela michail michal
    micheal michel michela michele michelle mick miguel mihai mikael mike mikhail miklos mila
    milan milena millie mina mira miranda mirco miriam mirjam mirko miroslav miroslaw mitch
    mitchell mohamed mohammad mohammed moira molly mona monica monika monique morgan moritz
    morten moses muhammad murat murray mustafa myriam nadia nadine nadja nancy naomi nastasia
    nastya natalia natalie natalya natascha natasha nathalie nathan nathaniel neal neil nele
    nelson nevena nicholas nick nicklas nico nicola nicolas nicole niels nigel nikita niklas niko
    nikola nikolai nikolaj nikolaos nikolaus nikolas nikolay nils nina nino noah noam noel noelle
    noemi nora norbert noreen norma norman nuno octavia octavio oda odette okan olaf ole oleg
    olena olga oliver olive olivia olivier olya omar orla orlando oscar oskar oswald otto owain
    owen pablo pamela paola paolo pascal pascale pat patrice patricia patricio patrick patrik
    patrizia patryk paul paula paulina pauline paulo pavel pawel pedro peggy penelope penny per
    percy peter petr petra petros phil philip philipp philippa philippe phillip phoebe phyllis pia
    pierre piers pieter pietro pilar piotr poppy priya przemyslaw rachael rachel radoslaw radu
    rafael rafaela rafal raffaele raffaella rahul raimund raina rainer raj rajesh ralf ralph ramon
    ramona randall randy raphael raquel raul ravi ray raymond rebecca rebekka reiner reinhard
    reinhold remi renata renate renato rene renee reto reuben ricarda ricardo riccardo richard
    rick ricky rita rob robbie robert roberta roberto robin rocio rod roderick rodolfo rodney
    rodrigo roger roland rolf roman romain romina ron ronald ronan ronja ronny rory rosa rosalie
    rosalind rosanna rosario roselyn rosemary rosie ross roswitha roy ruben rudi rudolf rudolph
    rudy rufus rui rupert russ russell ruth ryan sabina sabine sabrina sadie sally salma salvador
    salvatore sam samantha samir sammy samuel sandeep sandra sandrine sandro sandy sanjay santiago
    sara sarah sascha sasha saskia saul scott sean sebastian sebastiano sebastien selim selina
    selma serena serge sergei sergej sergey sergio severin shane shannon sharon shaun shawn
    sheila shelby shelley sherry shirley sibylle sid sidney siegfried sigrid silja silke silvana
    silvia silvio simon simona simone sina siobhan sofia sofie soledad solene solveig sonia sonja
    sonke sophia sophie soren stacey stacy stan stanislav stanislaw stefan stefania stefanie
    stefano steffen steffi stella sten stephan stephane stephanie stephen steve steven stewart
    stine stuart sue suleyman sunil susan susana susann susanna susanne susie suzanne suzanna
    sven svenja svetlana sybille sylvain sylvester sylvia sylvie sylwia szymon tabea tadeusz
    tamara tanja tania tanya tara taras tariq tarek tasha tatiana tatjana tatyana taylor ted teresa
    teri terrence terry tess tessa thea thelma theo theodor theodore theresa therese theresia
    thibault thierry thilo thomas thorben thorsten tiago tiffany tilda till tillmann tilman tim
    timo timothy tina tino tobias tobin todd tom tomas tomasz tommaso tommy toni tony torben
    torsten tracey tracy trevor tricia trish tristan trond troy tyler udo ugo ulf uli ulla ulrich
    ulrike umberto urs ursula urszula ute uta uwe vadim val valentin valentina valeria valerie
    valery valeska vanessa vasily vera verena veronica veronika veronique vicente vicki vicky
    victor victoria viktor viktoria vince vincent vincenzo viola violet virginia vitaly vito
    vittoria vittorio vivian viviane vivien vivienne vlad vladimir volker volkmar waldemar wallace
    walter wanda warren wayne wendy werner wes wieland wiebke wieslaw wilfried wilhelm wilko will
    willem william willy wilma winfried wladimir wojciech wolf wolfgang wolfram xavier ximena yann
    yannick yasmin yasmine yolanda yulia yuri yusuf yves yvette yvonne zach zachary zbigniew zeynep
    zoe zofia zoltan zuzana zygmunt
    аглая александр александра алексей алена алина алиса алла альберт анастасия анатолии андреи
    анжелика анна антон антонина аркадии арсении артем артур борис вадим валентин валентина
    валерии валерия варвара василии вера вероника виктор виктория виталии владимир владислав
    всеволод вячеслав галина геннадии георгии герман глеб григории дарья денис диана дмитрии
    евгении евгения егор екатерина елена елизавета жанна зинаида зоя иван игорь илья инна иосиф
    ирина карина кирилл клавдия константин ксения лариса лев леонид лидия любовь людмила маргарита
    марина мария марк матвеи михаил надежда наталия наталья никита николаи нина оксана олег олеся
    ольга павел петр полина раиса ринат роман руслан светлана семен сергеи софия софья станислав
    степан тамара татьяна тимофеи тимур ульяна федор эдуард эльвира юлия юрии яков яна ярослав
    """.split()
)
