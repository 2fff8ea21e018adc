import type { Language } from './languages.ts';

export const es: Language = {
  people: [
    { name: 'Maricarmen Ibáñez Soto', given: 'Maricarmen', local: 'maricarmen.ibanez' },
    { name: 'Joaquín Peñalver', given: 'Joaquín', local: 'jpenalver' },
    { name: 'Begoña Larrañaga', given: 'Begoña', local: 'begona' },
    { name: 'Andrés del Olmo', given: 'Andrés', local: 'andres.delolmo' },
    { name: 'Ximena Quiroga', given: 'Ximena', local: 'ximena.quiroga' },
    { name: 'Íñigo Zubizarreta', given: 'Íñigo', local: 'inigo.z' },
  ],
  titles: [
    'Directora de Compras', 'Jefe de Ventas', 'Gerente', 'Responsable de Logística', 'Ingeniera de Proyectos', 'Asesor Comercial', 'Coordinadora de Formación',
    'Abogado', 'Administración', 'Técnico de Soporte',
  ],
  companies: [
    { name: 'Transportes Peñalver S.L.', label: 'penalver' },
    { name: 'Bodegas del Olmo, S.A.', label: 'delolmo' },
    { name: 'Grupo Quiroga', label: 'grupoquiroga' },
    { name: 'Soluciones Larrañaga SLU', label: 'larranaga' },
    { name: 'Alcor Ingeniería', label: 'alcor' },
    { name: 'Editorial Vientosur', label: 'vientosur' },
  ],
  addresses: ['Calle del Ejemplo 14, 28013 Madrid', 'Avda. de la Prueba, 7, 3º B · 46001 Valencia', 'Plaza Mayor 2, 37002 Salamanca', 'C/ Muelle, 21, 48001 Bilbao'],
  work: (digits) => ({ written: `+34 910 000 1${digits}`, number: `+349100001${digits}` }),
  mobile: (digits) => ({ written: `600 000 3${digits}`, number: `+346000003${digits}` }),
  closings: ['Un saludo,', 'Saludos cordiales,', 'Atentamente,', 'Gracias,', 'Muchas gracias y un saludo', 'Un cordial saludo', 'Un abrazo,', 'Saludos'],
  labels: { phone: 'Tel.', mobile: 'Móvil', mail: 'Correo', web: 'Web' },
  greetings: ['Hola Sally:', 'Estimada Sra. Reyes:', 'Buenos días:', 'Hola,'],
  paragraphs: [
    'gracias por la propuesta, la estamos revisando con dirección.',
    '¿Podrías enviarme de nuevo el presupuesto con el descuento del que hablamos?',
    'Necesitamos:\n- 40 licencias\n- una formación presencial\n- el contrato en español',
    'El jueves y el viernes no estaré en la oficina, pero Inés te puede atender sin problema.',
    'La factura 2031-118 de 4.200 € no nos ha llegado todavía y en contabilidad la están esperando.',
    'Perfecto, lo hacemos así.',
  ],
  lastWords: ['Quedo a la espera de tu respuesta.', '¡Gracias por la ayuda!', '¡Hasta mañana!', 'Te adjunto la lista.', 'Si hay dudas, llama a Pedro al 910 000 199.', 'Los datos están en https://datos.test/31'],
  smallPrint: ['Este mensaje es confidencial y se dirige exclusivamente a su destinatario. Si lo ha recibido por error, elimínelo.', 'Antes de imprimir este mensaje, piense en el medio ambiente.'],
  app: 'Enviado desde mi iPhone',
  attribution: 'El mar, 2 sept 2031 a las 17:21, Sally Reyes (<sally@acme.test>) escribió:',
};
